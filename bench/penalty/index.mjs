/** The penalties of the judge. */

import { elasticNet } from './elasticNet.mjs';
import { groupLasso } from './groupLasso.mjs';

/**
 * @typedef {object} Penalty
 * @property {(w: { indices: Int32Array, values: Float64Array }, lambda: number) => number} value
 * @property {(u: Float64Array, lambda: number) => { scale: number, conjugate: number }[]} dual
 *   scales s ≤ 1 at which the conjugate of s u is finite, with its value
 * @property {(u: Float64Array) => number} largest the λ from which on w = 0 is best, u being the
 *   gradient there
 */

/**
 * @param {{ l1Ratio: number, groupSize?: number | undefined }} problem
 * @returns {Penalty}
 */
export const penaltyOf = ({ l1Ratio, groupSize }) => {
  return groupSize === undefined ? elasticNet(l1Ratio) : groupLasso(groupSize);
};
