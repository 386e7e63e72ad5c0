import { Elementary } from '../math/elementary';
import { LANES, Real, Reals, VECTOR } from '../math/reals';

/** Shares below this are 0: subnormal numbers would cost sixty times as much. */
const LEAST: usize = memory.data<Real>([1e-15], 16);

/** y_k = e^x_k ÷ Σ e^x in each of `rows` rows of `cols` numbers; y may be x. */
export function softmaxForward(rows: i32, cols: i32, x: usize, y: usize): void {
  const row = Reals.bytes(cols);
  for (; rows > 0; rows--, x += row, y += row) {
    const top = v128.splat<Real>(SoftmaxRow.largest(cols, x));
    let sums = v128.splat<Real>(0);
    for (let k = 0, at: usize = 0; k < cols; k += LANES, at += VECTOR) {
      let e = Elementary.exp(v128.sub<Real>(v128.load(x + at), top));
      e = v128.and(v128.and(e, v128.gt<Real>(e, Reals.all(LEAST))), Reals.mask(cols - k));
      Reals.put(y + at, e, cols - k);
      sums = v128.add<Real>(sums, e);
    }
    const sum = v128.splat<Real>(Reals.sum(sums));
    for (let k = 0, at: usize = 0; k < cols; k += LANES, at += VECTOR)
      Reals.put(y + at, v128.div<Real>(v128.load(y + at), sum), cols - k);
  }
}

/** dx = y (dy − Σ_k y_k dy_k); dx may be dy. */
export function softmaxBackward(rows: i32, cols: i32, y: usize, dy: usize, dx: usize): void {
  const row = Reals.bytes(cols);
  for (; rows > 0; rows--, y += row, dy += row, dx += row) {
    let sums = v128.splat<Real>(0);
    for (let k = 0, at: usize = 0; k < cols; k += LANES, at += VECTOR) {
      const term = v128.mul<Real>(v128.load(y + at), v128.load(dy + at));
      sums = v128.add<Real>(sums, v128.and(term, Reals.mask(cols - k)));
    }
    const sum = v128.splat<Real>(Reals.sum(sums));
    for (let k = 0, at: usize = 0; k < cols; k += LANES, at += VECTOR) {
      const slope = v128.sub<Real>(v128.load(dy + at), sum);
      Reals.put(dx + at, v128.mul<Real>(v128.load(y + at), slope), cols - k);
    }
  }
}

abstract class SoftmaxRow {
  @inline static largest(cols: i32, x: usize): Real {
    const least = v128.splat<Real>(<Real>-Infinity);
    let top = least;
    for (let k = 0, at: usize = 0; k < cols; k += LANES, at += VECTOR) {
      const here = v128.bitselect(v128.load(x + at), least, Reals.mask(cols - k));
      top = v128.pmax<Real>(top, here);
    }
    return Reals.max(top);
  }
}
