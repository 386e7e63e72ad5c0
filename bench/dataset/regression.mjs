import { Random } from './random.mjs';
import { respond } from './respond.mjs';
import { deviation, standardize } from './standardize.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {import('./synthetic.mjs').Recipe} Recipe
 */

/**
 * corr(X_j, X_k) = correlation^|j − k|.
 * @param {Random} random
 * @param {Recipe} recipe
 */
function autoregressive(random, { rows, columns, correlation }) {
  const data = new Float64Array(rows * columns);
  const innovation = Math.sqrt(1 - correlation * correlation);
  for (let k = 0; k < data.length; k++) {
    data[k] =
      k < rows ? random.normal() : innovation * random.normal() + correlation * data[k - rows];
  }
  standardize(data, rows);
  return data;
}

/**
 * @param {Recipe} recipe
 * @returns {{ X: Design, y: Float64Array }}
 */
export function regression(recipe) {
  const { rows, columns, support, shift, signalToNoise, unitVariance } = recipe;
  const random = new Random(recipe.seed);
  const X = { rows, columns, data: autoregressive(random, recipe) };
  const chosen = [...random.permutation(columns).subarray(0, support)];
  const b = chosen.map((j) => {
    const sign = random.uniform() < 0.5 ? -1 : 1;
    return /** @type {[number, number]} */ ([j, sign * (0.5 + random.uniform())]);
  });
  const y = respond(random, X, b, (signal) => deviation(signal) / Math.sqrt(signalToNoise));
  const unit = unitVariance ? deviation(y) : 1;
  return { X, y: y.map((value) => (value + shift) / unit) };
}
