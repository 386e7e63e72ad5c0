import { prose } from './format.mjs';

/**
 * Why a case of networks misses its target and what would be needed, as paragraphs; `kernels` for the
 * table of kernels.
 * @type {Record<string, string[]>}
 */
export const networkRemarks = {
  'N1-step': [prose('')],
};
