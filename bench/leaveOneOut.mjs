/**
 * Judging leave-one-out errors of ridge. Leaving row i out changes its residual from e to
 * e ÷ (1 − h), h its leverage 1/n + x̃ᵀ (X̃ᵀX̃ + n λ I)⁻¹ x̃ with centred columns (Hastie, Tibshirani,
 * Friedman 2009, section 7.10). The judge factors the matrix itself, by the plain Cholesky loop, at
 * some λ spread over the grid: each takes it seconds.
 */

import { dotColumn } from './columns.mjs';

/** Every how many λ the curve is checked. */
const STRIDE = 20;

/**
 * Mean squared leave-one-out error of every STRIDE-th λ, NaN for the others.
 * @param {import('./judge.mjs').Problem} problem ridge of dense X
 * @returns {import('./crossValidation.mjs').ReferenceCurve}
 */
export function looCurve({ X, y, lambdas }) {
  const { rows: n, columns: p } = X;
  const ones = new Float64Array(n).fill(1);
  const columns = Array.from({ length: p }, (_, j) => {
    const mean = dotColumn(X, j, ones) / n;
    return Float64Array.from({ length: n }, (_, i) => valueAt(X, i, j) - mean);
  });
  const gram = columns.map((a) => Float64Array.from(columns, (b) => dot(a, b)));
  const centred = y.map((value) => value - dot(y, ones) / n);
  const right = Float64Array.from(columns, (a) => dot(a, centred));
  const rows = Array.from({ length: n }, (_, i) => Float64Array.from(columns, (a) => a[i]));
  const values = new Float64Array(lambdas.length).fill(Number.NaN);
  for (let l = 0; l < lambdas.length; l += STRIDE) {
    const L = cholesky(gram, n * lambdas[l]);
    const w = solveUpper(L, solveLower(L, right));
    const squares = rows.map((x, i) => {
      const half = solveLower(L, x);
      return ((centred[i] - dot(x, w)) / (1 - 1 / n - dot(half, half))) ** 2;
    });
    values[l] = squares.reduce((sum, value) => sum + value, 0) / n;
  }
  return { values, gap: 0 };
}

/** @param {import('./columns.mjs').Design} X @param {number} i @param {number} j */
function valueAt(X, i, j) {
  if (!('data' in X)) throw new Error('bench: leave-one-out errors are judged for dense X alone');
  return X.data[j * X.rows + i];
}

/** @param {Float64Array} a @param {Float64Array} b @param {number} [count] of the numbers used */
function dot(a, b, count = a.length) {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += a[k] * b[k];
  return sum;
}

/**
 * L with L Lᵀ = A + shift · I.
 * @param {readonly Float64Array[]} A symmetric, by rows
 * @param {number} shift
 */
function cholesky(A, shift) {
  const L = A.map((row) => new Float64Array(row.length));
  A.forEach((row, i) => {
    for (let j = 0; j < i; j++) L[i][j] = (row[j] - dot(L[i], L[j], j)) / L[j][j];
    L[i][i] = Math.sqrt(row[i] + shift - dot(L[i], L[i], i));
  });
  return L;
}

/** @param {readonly Float64Array[]} L @param {Float64Array} b */
function solveLower(L, b) {
  const x = new Float64Array(b.length);
  L.forEach((row, i) => {
    x[i] = (b[i] - dot(row, x, i)) / row[i];
  });
  return x;
}

/** @param {readonly Float64Array[]} L @param {Float64Array} b of Lᵀ x = b */
function solveUpper(L, b) {
  const x = b.slice();
  for (let i = b.length - 1; i >= 0; i--) {
    x[i] /= L[i][i];
    for (let j = 0; j < i; j++) x[j] -= L[i][j] * x[i];
  }
  return x;
}
