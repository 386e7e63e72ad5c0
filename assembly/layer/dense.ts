import { LANES, Real, Reals, VECTOR } from '../math/reals';

/**
 * b_j = Σ_i x_ij: the gradient of what is added to every row. x: rows × cols, row-major, its rows
 * `stride` numbers apart.
 */
export function columnSums(rows: i32, cols: i32, stride: i32, x: usize, out: usize): void {
  const row = Reals.bytes(stride);
  let j = 0;
  for (; j + 4 * LANES <= cols; j += 4 * LANES)
    ColumnSums.four(rows, row, x + Reals.bytes(j), out + Reals.bytes(j));
  for (; j < cols; j += LANES)
    ColumnSums.one(rows, row, x + Reals.bytes(j), out + Reals.bytes(j), cols - j);
}

/** Even rows and odd ones by themselves: two sums hide the latency of an addition. */
abstract class ColumnSums {
  /** A line of the cache at once. */
  static four(rows: i32, row: usize, x: usize, out: usize): void {
    const zero = v128.splat<Real>(0);
    let a = zero;
    let b = zero;
    let c = zero;
    let d = zero;
    let a1 = zero;
    let b1 = zero;
    let c1 = zero;
    let d1 = zero;
    for (; rows >= 2; rows -= 2) {
      a = v128.add<Real>(a, v128.load(x));
      b = v128.add<Real>(b, v128.load(x, VECTOR));
      c = v128.add<Real>(c, v128.load(x, 2 * VECTOR));
      d = v128.add<Real>(d, v128.load(x, 3 * VECTOR));
      x += row;
      a1 = v128.add<Real>(a1, v128.load(x));
      b1 = v128.add<Real>(b1, v128.load(x, VECTOR));
      c1 = v128.add<Real>(c1, v128.load(x, 2 * VECTOR));
      d1 = v128.add<Real>(d1, v128.load(x, 3 * VECTOR));
      x += row;
    }
    if (rows > 0) {
      a = v128.add<Real>(a, v128.load(x));
      b = v128.add<Real>(b, v128.load(x, VECTOR));
      c = v128.add<Real>(c, v128.load(x, 2 * VECTOR));
      d = v128.add<Real>(d, v128.load(x, 3 * VECTOR));
    }
    v128.store(out, v128.add<Real>(a, a1));
    v128.store(out, v128.add<Real>(b, b1), VECTOR);
    v128.store(out, v128.add<Real>(c, c1), 2 * VECTOR);
    v128.store(out, v128.add<Real>(d, d1), 3 * VECTOR);
  }

  /** The first `count` numbers of a vector. */
  static one(rows: i32, row: usize, x: usize, out: usize, count: i32): void {
    let even = v128.splat<Real>(0);
    let odd = even;
    for (; rows >= 2; rows -= 2, x += 2 * row) {
      even = v128.add<Real>(even, v128.load(x));
      odd = v128.add<Real>(odd, v128.load(x + row));
    }
    if (rows > 0) even = v128.add<Real>(even, v128.load(x));
    Reals.put(out, v128.add<Real>(even, odd), count);
  }
}
