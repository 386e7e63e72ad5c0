/** What every peer gets beside the data: the λ grid and the fold of each row. */

import { dotColumn } from '../columns.mjs';
import { Random } from './random.mjs';

/** @typedef {import('../columns.mjs').Design} Design */

/**
 * λ_max = max_j |X_jᵀ(y − ȳ)| / n / max(l1Ratio, 0.001), glmnet's rule for a ridge too.
 * @param {Design} X
 * @param {Float64Array} y
 * @param {number} l1Ratio
 */
export function largestLambda(X, y, l1Ratio) {
  const center = y.reduce((a, b) => a + b, 0) / y.length;
  const r = y.map((value) => value - center);
  let largest = 0;
  for (let j = 0; j < X.columns; j++) largest = Math.max(largest, Math.abs(dotColumn(X, j, r)));
  return largest / X.rows / Math.max(l1Ratio, 1e-3);
}

/**
 * `count` values from λ_max down to `smallest`·λ_max, geometric.
 * @param {number} largest
 * @param {{ count: number, smallest: number }} grid
 */
export function lambdaGrid(largest, { count, smallest }) {
  return Float64Array.from({ length: count }, (_, l) => largest * smallest ** (l / (count - 1)));
}

/**
 * Shuffled fold of each row, 0 … folds−1, sizes equal to within one.
 * @param {number} rows
 * @param {number} folds
 */
export function assignFolds(rows, folds) {
  return new Random(7).permutation(rows).map((position) => position % folds);
}
