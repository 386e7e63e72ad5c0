import { regression } from '../dataset/regression.mjs';
import { text } from '../dataset/text.mjs';

/**
 * Data of a size, always the same: neighbours correlate by 0.5, or texts, with 20 columns behind y.
 * @param {import('./panels.mjs').Size} size
 * @returns {import('../dataset/synthetic.mjs').Drawn}
 */
export function draw({ rows, columns, words, model }) {
  const answer =
    model === 'logistic'
      ? { response: /** @type {const} */ ('binary'), strength: 2 }
      : { shift: 1, unitVariance: true };
  const shared = { seed: 17, rows, columns, support: 20, ...answer };
  if (words > 0) {
    return text(
      /** @type {any} */ ({ kind: 'text', words, frequent: 1000, noise: 0.7, ...shared }),
    );
  }
  const regular = { kind: 'regression', correlation: 0.5, signalToNoise: 2 };
  return regression(/** @type {any} */ ({ ...regular, ...shared }));
}
