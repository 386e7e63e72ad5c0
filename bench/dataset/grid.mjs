/** What every peer gets beside the data: the λ grid and the fold of each row. */

import { correlations } from '../judge.mjs';
import { lossOf } from '../loss/index.mjs';
import { penaltyOf } from '../penalty/index.mjs';
import { Random } from './random.mjs';

/**
 * λ_max, from which on no coefficient enters: max_j |u_j| / max(l1Ratio, 0.001) with u = Xᵀρ/n of
 * the model of the intercepts alone (glmnet's rule for a ridge too), or its like for groups.
 * @param {Omit<import('../judge.mjs').Problem, 'lambdas'>} problem
 */
export function largestLambda(problem) {
  const { X, y, family, outputs = 1 } = problem;
  const loss = lossOf(family);
  const eta = loss.recentre(y, new Float64Array(outputs * y.length));
  return penaltyOf(problem).largest(correlations(X, loss.residual(y, eta)));
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
