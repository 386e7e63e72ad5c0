/**
 * The judge: duality gaps recomputed in float64 plain JavaScript from the data and the coefficients
 * alone. It shares no code with the package, and treats every subject the same.
 *
 * For row means and r = y − b − Xw, with λ₁ = λ·l1Ratio and λ₂ = λ·(1 − l1Ratio):
 *   primal  P = ½ mean(r²) + λ₁‖w‖₁ + ½ λ₂‖w‖²
 *   dual    D = s·mean(y ρ) − ½ s² mean(ρ²) − Σ max(|s u_j| − λ₁, 0)² / (2 λ₂),
 *           ρ = r − mean(r), u = Xᵀρ/n, the last sum only where λ₂ > 0
 * D is a lower bound of the minimum for every s that keeps |s u_j| ≤ λ₁ where λ₂ = 0 (Fenchel
 * duality; Massias, Gramfort, Salmon 2018, section 2). The gap of a path is the largest
 * (P − D) / P₀ over its λ, with P₀ = ½ mean((y − ȳ)²).
 */

import { addColumn, dotColumn } from './columns.mjs';

/**
 * @typedef {import('./columns.mjs').Design} Design
 * @typedef {{ X: Design, y: Float64Array, lambdas: Float64Array, l1Ratio: number }} Problem
 * @typedef {object} Solution coefficients of every λ as columns of a p × L matrix in CSC form
 * @property {Float64Array} intercepts
 * @property {Float64Array} values
 * @property {Int32Array} indices
 * @property {Int32Array} pointers
 * @typedef {{ gap: number, primal: Float64Array, dual: Float64Array, nullLoss: number }} Verdict
 */

/**
 * Mean of v.
 * @param {Float64Array} v
 */
const mean = (v) => v.reduce((sum, value) => sum + value, 0) / v.length;

/**
 * Mean of a·b.
 * @param {Float64Array} a
 * @param {Float64Array} b
 */
function meanProduct(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum / a.length;
}

/**
 * P₀ = ½ mean((y − ȳ)²).
 * @param {Float64Array} y
 */
export function nullLoss(y) {
  const center = mean(y);
  return 0.5 * mean(y.map((value) => (value - center) ** 2));
}

/**
 * r = y − b − X w of solution column l.
 * @param {Problem} problem
 * @param {Solution} w
 * @param {number} l
 */
function residual({ X, y }, w, l) {
  const r = y.map((value) => value - w.intercepts[l]);
  for (let k = w.pointers[l]; k < w.pointers[l + 1]; k++) {
    addColumn(X, w.indices[k], -w.values[k], r);
  }
  return r;
}

/**
 * λ₁‖w‖₁ + ½ λ₂‖w‖².
 * @param {Solution} w
 * @param {number} l
 * @param {number} l1
 * @param {number} l2
 */
function penalty(w, l, l1, l2) {
  let sum = 0;
  for (let k = w.pointers[l]; k < w.pointers[l + 1]; k++) {
    const value = w.values[k];
    sum += l1 * Math.abs(value) + 0.5 * l2 * value * value;
  }
  return sum;
}

/**
 * The largest D over s = 1 and s = λ₁ / max|u|; the latter alone where λ₂ = 0, since s = 1 is then
 * not feasible.
 * @param {Problem} problem @param {Float64Array} r @param {number} l1 @param {number} l2
 */
function dualValue({ X, y }, r, l1, l2) {
  const center = mean(r);
  const rho = r.map((value) => value - center);
  const u = Float64Array.from({ length: X.columns }, (_, j) =>
    Math.abs(dotColumn(X, j, rho) / X.rows),
  );
  const largest = u.reduce((a, b) => Math.max(a, b), 0);
  const feasible = largest > l1 ? l1 / largest : 1;
  const fit = meanProduct(y, rho);
  const square = meanProduct(rho, rho);
  const at = (/** @type {number} */ s) => {
    const excess = l2 > 0 ? u.reduce((a, b) => a + Math.max(s * b - l1, 0) ** 2, 0) / (2 * l2) : 0;
    return s * fit - 0.5 * s * s * square - excess;
  };
  return l2 > 0 ? Math.max(at(1), at(feasible)) : at(feasible);
}

/**
 * Judge one path. A solution with fewer λ than the problem, or with a coefficient that is not
 * finite, has gap Infinity.
 * @param {Problem} problem X: n × p, y: n, lambdas: L
 * @param {Solution} solution
 * @returns {Verdict}
 */
export function judgePath(problem, solution) {
  const { lambdas, l1Ratio, y } = problem;
  const base = nullLoss(y);
  const primal = new Float64Array(lambdas.length).fill(Number.POSITIVE_INFINITY);
  const dual = new Float64Array(lambdas.length).fill(Number.NEGATIVE_INFINITY);
  const given = Math.min(lambdas.length, solution.intercepts.length);
  let gap = given < lambdas.length ? Number.POSITIVE_INFINITY : 0;
  for (let l = 0; l < given; l++) {
    const l1 = lambdas[l] * l1Ratio;
    const l2 = lambdas[l] * (1 - l1Ratio);
    const r = residual(problem, solution, l);
    primal[l] = 0.5 * meanProduct(r, r) + penalty(solution, l, l1, l2);
    dual[l] = dualValue(problem, r, l1, l2);
    const relative = (primal[l] - dual[l]) / base;
    gap = Number.isFinite(relative) ? Math.max(gap, relative) : Number.POSITIVE_INFINITY;
    if (gap === Number.POSITIVE_INFINITY) break;
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
