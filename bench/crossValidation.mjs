/**
 * Judging cross-validation. Peers return only the error curve, so the judge makes its own: every
 * fold is fitted by the reference subject on copied training rows, each of those fits is certified
 * by its duality gap, and the errors of the left-out rows are computed here.
 */

import { selectRows } from './columns.mjs';
import { judgePath, nullLoss, predictor } from './judge.mjs';
import { lossOf } from './loss/index.mjs';

/**
 * @typedef {import('./judge.mjs').Problem} Problem
 * @typedef {import('./judge.mjs').Solution} Solution
 * @typedef {object} ReferenceCurve
 * @property {Float64Array} values mean deviance per λ; NaN where it is not known
 * @property {number} gap the largest of the fits behind it
 */

/**
 * Training problem of fold k.
 * @param {Problem} problem
 * @param {Int32Array} folds
 * @param {number} k
 * @returns {Problem}
 */
function trainingProblem(problem, folds, k) {
  const X = selectRows(problem.X, (i) => folds[i] !== k);
  return { ...problem, X, y: problem.y.filter((_, i) => folds[i] !== k) };
}

/**
 * Deviance of the rows of fold k, summed, per λ: squared errors for the squared loss.
 * @param {Problem} problem
 * @param {Int32Array} folds
 * @param {number} k
 * @param {Solution} fit
 */
function testErrors(problem, folds, k, fit) {
  const X = selectRows(problem.X, (i) => folds[i] === k);
  const y = problem.y.filter((_, i) => folds[i] === k);
  const loss = lossOf(problem.family);
  const saturated = loss.saturated(y);
  return problem.lambdas.map((_, l) => {
    const eta = predictor({ ...problem, X, y }, fit, l);
    return 2 * y.length * (loss.value(y, eta) - saturated);
  });
}

/**
 * Mean deviance of all left-out rows, per λ.
 * @param {Problem} problem @param {Int32Array} folds fold of each row, 0 … K−1
 * @param {readonly Solution[]} fits one path per fold
 * @returns {ReferenceCurve}
 */
export function referenceCurve(problem, folds, fits) {
  const values = new Float64Array(problem.lambdas.length);
  let gap = 0;
  fits.forEach((fit, k) => {
    gap = Math.max(gap, judgePath(trainingProblem(problem, folds, k), fit).gap);
    testErrors(problem, folds, k, fit).forEach((error, l) => {
      values[l] += error / problem.X.rows;
    });
  });
  return { values, gap };
}

/**
 * Largest distance between two curves as a share of the null deviance: the variance of y for the
 * squared loss.
 * @param {ArrayLike<number>} curve @param {ReferenceCurve} reference @param {Problem} problem
 */
export function curveError(curve, reference, problem) {
  if (curve.length !== reference.values.length) return Number.POSITIVE_INFINITY;
  const worst = reference.values.reduce((largest, value, l) => {
    return Number.isNaN(value) ? largest : Math.max(largest, Math.abs(curve[l] - value));
  }, 0);
  return Number.isFinite(worst) ? worst / (2 * nullLoss(problem)) : Number.POSITIVE_INFINITY;
}

/**
 * The curve error a gap explains. On training rows mean((Xw − Xw*)²) ≤ 2 (P(w) − P*) ≤ gap · var(y)
 * by strong convexity of the loss; with left-out rows like them, a squared error below var(y) moves
 * by at most 2 √gap of var(y). Other losses are not strongly convex everywhere: there the same
 * share of the null deviance is a convention.
 * @param {number} gap
 */
export const curveTolerance = (gap) => 2 * Math.sqrt(gap);
