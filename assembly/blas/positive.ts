import { Cholesky } from './cholesky';
import { extendRows } from './choleskyRows';
import { Level1 } from './level1';

/** y = A x; A: rows × cols, rows `ld` f64 apart. y may not overlap A or x. */
export function matrixTimes(rows: i32, cols: i32, a: usize, ld: i32, x: usize, y: usize): void {
  const stride = (<usize>ld) << 3;
  for (let i = 0; i < rows; ++i)
    store<f64>(y + ((<usize>i) << 3), Level1.dot(cols, a + <usize>i * stride, x));
}

/**
 * Rows from … to − 1 of the Cholesky factor of a positive semidefinite matrix, in place on its
 * lower triangle, rows `ld` f64 apart; rows before `from` are done. A pivot of at most `singular`
 * times its diagonal is a column that depends on the ones before: it becomes ∞, so that solving
 * leaves its unknown at 0.
 */
export function choleskyRows(l: usize, ld: i32, from: i32, to: i32, singular: f64): void {
  extendRows(l, (<usize>ld) << 3, from, to, singular, true);
}

/** x ← L⁻¹ x, and if `both` L⁻ᵀ L⁻¹ x. */
export function choleskySolve(m: i32, l: usize, ld: i32, x: usize, both: i32): void {
  Cholesky.forward(l, (<usize>ld) << 3, m, x);
  if (both) Cholesky.backward(l, (<usize>ld) << 3, m, x);
}
