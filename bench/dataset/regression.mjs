import { Random } from './random.mjs';
import { respond, signalOf } from './respond.mjs';
import { deviation, standardize } from './standardize.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {import('./synthetic.mjs').Recipe} Recipe
 */

/**
 * corr(X_j, X_k) = correlation^|j − k|, columns of mean 0 and mean square 1.
 * @param {Random} random
 * @param {Recipe} recipe
 */
export function autoregressive(random, { rows, columns, correlation }) {
  const data = new Float64Array(rows * columns);
  const innovation = Math.sqrt(1 - correlation * correlation);
  for (let k = 0; k < data.length; k++) {
    data[k] =
      k < rows ? random.normal() : innovation * random.normal() + correlation * data[k - rows];
  }
  standardize(data, rows);
  return { rows, columns, data };
}

/**
 * @param {Recipe} recipe
 * @returns {{ X: Design, y: Float64Array }}
 */
export function regression(recipe) {
  const { columns, support, signalToNoise, unitVariance } = recipe;
  const random = new Random(recipe.seed);
  const X = autoregressive(random, recipe);
  const chosen = [...random.permutation(columns).subarray(0, support)];
  const b = chosen.map((j) => {
    const sign = random.uniform() < 0.5 ? -1 : 1;
    return /** @type {[number, number]} */ ([j, sign * (0.5 + random.uniform())]);
  });
  const signal = signalOf(X, b);
  const y = respond(random, signal, recipe, deviation(signal) / Math.sqrt(signalToNoise));
  const unit = unitVariance ? deviation(y) : 1;
  return { X, y: y.map((value) => value / unit) };
}
