import { Lanes } from '../math/lanes';

/**
 * 3 × 3 dot products of six columns of length m (f64, contiguous):
 * C[s, r] += sign · a_r · b_s for r, s in 0…2, C row-major with rows `ld` bytes apart.
 *
 * Nine accumulators and six operands fill the sixteen vector registers of x86; the plain loop is
 * `for r, s: C[s][r] += sign * dot(a_r, b_s)`, see tests/reference/gram.ts.
 */
export function gramTile(
  a: usize,
  b: usize,
  column: usize,
  m: i32,
  c: usize,
  ld: usize,
  sign: f64 = 1,
): void {
  const a1 = a + column;
  const a2 = a1 + column;
  const b1 = b + column;
  const b2 = b1 + column;
  let c00 = f64x2.splat(0);
  let c01 = c00;
  let c02 = c00;
  let c10 = c00;
  let c11 = c00;
  let c12 = c00;
  let c20 = c00;
  let c21 = c00;
  let c22 = c00;
  for (let i: usize = 0, end = (<usize>m) << 3; i < end; i += 16) {
    const x0 = v128.load(a + i);
    const x1 = v128.load(a1 + i);
    const x2 = v128.load(a2 + i);
    let y = v128.load(b + i);
    c00 = f64x2.add(c00, f64x2.mul(x0, y));
    c10 = f64x2.add(c10, f64x2.mul(x1, y));
    c20 = f64x2.add(c20, f64x2.mul(x2, y));
    y = v128.load(b1 + i);
    c01 = f64x2.add(c01, f64x2.mul(x0, y));
    c11 = f64x2.add(c11, f64x2.mul(x1, y));
    c21 = f64x2.add(c21, f64x2.mul(x2, y));
    y = v128.load(b2 + i);
    c02 = f64x2.add(c02, f64x2.mul(x0, y));
    c12 = f64x2.add(c12, f64x2.mul(x1, y));
    c22 = f64x2.add(c22, f64x2.mul(x2, y));
  }
  Row.add(c, sign, c00, c10, c20);
  Row.add(c + ld, sign, c01, c11, c21);
  Row.add(c + 2 * ld, sign, c02, c12, c22);
}

abstract class Row {
  /** Add three horizontal sums to row[0…2]. */
  @inline static add(row: usize, sign: f64, x0: v128, x1: v128, x2: v128): void {
    store<f64>(row, load<f64>(row) + sign * Lanes.sum(x0));
    store<f64>(row, load<f64>(row, 8) + sign * Lanes.sum(x1), 8);
    store<f64>(row, load<f64>(row, 16) + sign * Lanes.sum(x2), 16);
  }
}
