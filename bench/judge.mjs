/**
 * The judge: duality gaps recomputed in float64 plain JavaScript from the data and the coefficients
 * alone. It shares no code with the package, and treats every subject the same.
 *
 * With mean loss F(η) = mean f(η_i), linear predictor η = b + Xw and penalty λΩ:
 *   primal  P = F(η) + λΩ(w)
 *   dual    D = −mean f*(−s ρ) − (λΩ)*(s u),  ρ = −f′(η°), u = Xᵀρ/n,
 *           η° being η with the intercepts re-optimised, so that ρ has mean 0
 * D is a lower bound of the minimum for every s in [0, 1] at which the conjugates are finite
 * (Fenchel duality; Massias, Gramfort, Salmon 2018, section 2). The gap of a path is the largest
 * (P − D) / P₀ over its λ, with P₀ the loss of the intercept alone above that of a perfect fit:
 * half the null deviance.
 */

import { addColumn, dotColumn } from './columns.mjs';
import { lossOf } from './loss/index.mjs';
import { penaltyOf } from './penalty/index.mjs';

/**
 * @typedef {import('./columns.mjs').Design} Design
 * @typedef {object} Problem
 * @property {Design} X n × p
 * @property {Float64Array} y n numbers; 0 or 1 for binomial, 0 … K−1 for multinomial
 * @property {Float64Array} lambdas
 * @property {number} l1Ratio
 * @property {import('./loss/index.mjs').Family} [family] default gaussian
 * @property {number} [outputs] K, default 1
 * @property {number} [groupSize] columns of a group, for the group lasso
 * @typedef {object} Solution coefficients of every λ as columns of a Kp × L matrix in CSC form
 * @property {Float64Array} intercepts K of the first λ, K of the second, …
 * @property {Float64Array} values
 * @property {Int32Array} indices
 * @property {Int32Array} pointers
 * @typedef {{ gap: number, primal: Float64Array, dual: Float64Array, nullLoss: number }} Verdict
 */

/**
 * P₀ = ½ mean((y − ȳ)²) for the squared loss, half the null deviance for others.
 * @param {Pick<Problem, 'y' | 'family' | 'outputs'>} problem
 */
export function nullLoss({ y, family, outputs = 1 }) {
  const loss = lossOf(family);
  const eta = loss.recentre(y, new Float64Array(outputs * y.length));
  return loss.value(y, eta) - loss.saturated(y);
}

/**
 * η = b + X w of solution column l.
 * @param {Problem} problem
 * @param {Solution} w
 * @param {number} l
 */
export function predictor({ X, outputs = 1 }, w, l) {
  const eta = new Float64Array(outputs * X.rows);
  const parts = Array.from({ length: outputs }, (_, k) => {
    return eta.subarray(k * X.rows, (k + 1) * X.rows).fill(w.intercepts[l * outputs + k]);
  });
  for (let e = w.pointers[l]; e < w.pointers[l + 1]; e++) {
    const output = Math.floor(w.indices[e] / X.columns);
    addColumn(X, w.indices[e] % X.columns, w.values[e], parts[output]);
  }
  return eta;
}

/**
 * Xᵀρ/n, output after output.
 * @param {Design} X
 * @param {Float64Array} rho
 */
export function correlations(X, rho) {
  const u = new Float64Array((rho.length / X.rows) * X.columns);
  for (let at = 0; at < u.length; at++) {
    const start = Math.floor(at / X.columns) * X.rows;
    u[at] = dotColumn(X, at % X.columns, rho.subarray(start, start + X.rows)) / X.rows;
  }
  return u;
}

/**
 * The largest D over the scales that the penalty allows.
 * @param {Problem} problem @param {Float64Array} eta @param {number} lambda
 */
function dualValue(problem, eta, lambda) {
  const { X, y, family } = problem;
  const loss = lossOf(family);
  const rho = loss.residual(y, loss.recentre(y, eta));
  const candidates = penaltyOf(problem).dual(correlations(X, rho), lambda);
  return Math.max(
    ...candidates.map(({ scale, conjugate }) => -loss.conjugate(y, rho, scale) - conjugate),
  );
}

/**
 * P and D at solution column l.
 * @param {Problem} problem
 * @param {Solution} w
 * @param {number} l
 */
function judgePoint(problem, w, l) {
  const { y, lambdas, family } = problem;
  const eta = predictor(problem, w, l);
  const [from, to] = [w.pointers[l], w.pointers[l + 1]];
  const at = { indices: w.indices.subarray(from, to), values: w.values.subarray(from, to) };
  const P = lossOf(family).value(y, eta) + penaltyOf(problem).value(at, lambdas[l]);
  return { P, D: Number.isFinite(P) ? dualValue(problem, eta, lambdas[l]) : Number.NaN };
}

/**
 * Judge one path. A solution with fewer λ than the problem, or with a coefficient that is not
 * finite, has gap Infinity.
 * @param {Problem} problem
 * @param {Solution} solution
 * @returns {Verdict}
 */
export function judgePath(problem, solution) {
  const { lambdas, outputs = 1 } = problem;
  const base = nullLoss(problem);
  const primal = new Float64Array(lambdas.length).fill(Number.POSITIVE_INFINITY);
  const dual = new Float64Array(lambdas.length).fill(Number.NEGATIVE_INFINITY);
  const given = Math.min(lambdas.length, Math.floor(solution.intercepts.length / outputs));
  let gap = given < lambdas.length ? Number.POSITIVE_INFINITY : 0;
  for (let l = 0; l < given; l++) {
    const { P, D } = judgePoint(problem, solution, l);
    const relative = (P - D) / base;
    if (!Number.isFinite(relative)) {
      gap = Number.POSITIVE_INFINITY;
      break;
    }
    [primal[l], dual[l]] = [P, D];
    gap = Math.max(gap, relative);
  }
  return { gap, primal, dual, nullLoss: base };
}

/**
 * How far a path is above the minimum: max over λ of (P − D*) / P₀, where D* is the best known
 * lower bound of each λ, from whichever solution.
 * @param {Verdict} verdict @param {Float64Array} bestDual
 */
export function suboptimality(verdict, bestDual) {
  return verdict.primal.reduce((worst, P, l) => {
    return Math.max(worst, (P - bestDual[l]) / verdict.nullLoss);
  }, 0);
}
