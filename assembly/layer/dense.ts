import { LANES, Real, Reals } from '../math/reals';

/**
 * b_j = Σ_i x_ij: the gradient of what is added to every row. x: rows × cols, row-major, its rows
 * `stride` numbers apart.
 */
export function columnSums(rows: i32, cols: i32, stride: i32, x: usize, out: usize): void {
  const row = Reals.bytes(stride);
  for (let j = 0; j < cols; j += LANES) {
    const at = x + Reals.bytes(j);
    let even = v128.splat<Real>(0);
    let odd = even;
    let p = at;
    let i = rows;
    // two sums hide the latency of an addition
    for (; i >= 2; i -= 2) {
      even = v128.add<Real>(even, v128.load(p));
      odd = v128.add<Real>(odd, v128.load(p + row));
      p += 2 * row;
    }
    if (i > 0) even = v128.add<Real>(even, v128.load(p));
    Reals.put(out + Reals.bytes(j), v128.add<Real>(even, odd), cols - j);
  }
}
