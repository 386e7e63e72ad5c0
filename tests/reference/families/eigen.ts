import type { Rows } from '../linearAlgebra.ts';

export interface Eigen {
  readonly values: Float64Array;
  /** Vector m belongs to value m; orthonormal. */
  readonly vectors: readonly Float64Array[];
}

/** A = Σ_m values_m q_m q_mᵀ for a symmetric A. Cyclic Jacobi: Golub, Van Loan (2013), 8.5. */
export function eigen(symmetric: Rows): Eigen {
  const n = symmetric.length;
  const a = Array.from(symmetric, (row) => Float64Array.from(row));
  const q = a.map((_, i) => Float64Array.from({ length: n }, (_, j) => Number(i === j)));
  const off = () =>
    a.reduce((t, row, i) => t + row.reduce((s, x, j) => s + (i < j ? x * x : 0), 0), 0);
  const size = a.reduce((t, row) => t + row.reduce((s, x) => s + x * x, 0), 0);
  for (let sweep = 0; sweep < 60 && off() > 1e-34 * size; sweep++)
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) rotate(a, q, i, j);
  return { values: Float64Array.from(a, (row, i) => row[i]!), vectors: q };
}

/** Make a_ij 0 by a rotation of rows and columns i and j; rows of q turn along. */
function rotate(a: Float64Array[], q: Float64Array[], i: number, j: number): void {
  if (a[i]![j] === 0) return;
  const theta = (a[j]![j]! - a[i]![i]!) / (2 * a[i]![j]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) turn(row, i, row, j, c, s);
  for (const m of [a, q]) for (let k = 0; k < m.length; k++) turn(m[i]!, k, m[j]!, k, c, s);
}

/** (x_i, y_j) ← (c x_i − s y_j, s x_i + c y_j). */
function turn(x: Float64Array, i: number, y: Float64Array, j: number, c: number, s: number): void {
  const [before, other] = [x[i]!, y[j]!];
  x[i] = c * before - s * other;
  y[j] = s * before + c * other;
}
