import { Product } from '../blas/gemm';
import { Real, Reals, SIZE, VECTOR } from '../math/reals';
import { Moments } from './moments';

/** low ≤ w ≤ high, n weights in whole vectors. */
export function clamp(n: i32, low: f64, high: f64, w: usize): void {
  const least = Moments.of(low);
  const most = Moments.of(high);
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR)
    v128.store(w, v128.pmin<Real>(v128.pmax<Real>(v128.load(w), least), most));
}

/** low_k ≤ w_k ≤ high_k, n weights in whole vectors. */
export function bound(n: i32, low: usize, high: usize, w: usize): void {
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR, low += VECTOR, high += VECTOR) {
    const raised = v128.pmax<Real>(v128.load(w), v128.load(low));
    v128.store(w, v128.pmin<Real>(raised, v128.load(high)));
  }
}

/**
 * Scales each column of rows × cols weights so that low ≤ ‖column‖ ≤ high; a column of zeros stays.
 * `sums` has room for cols f64.
 */
export function limitNorms(rows: i32, cols: i32, low: f64, high: f64, w: usize, sums: usize): void {
  memory.fill(sums, 0, (<usize>cols) << 3);
  for (let i = 0, at = w; i < rows; i++)
    for (let j: usize = 0; j < <usize>cols; j++, at += SIZE) {
      const x = <f64>load<Real>(at);
      const sum = sums + (j << 3);
      store<f64>(sum, load<f64>(sum) + x * x);
    }
  for (let j: usize = 0; j < <usize>cols; j++) {
    const norm = Math.sqrt(load<f64>(sums + (j << 3)));
    const wanted = max(min(norm, high), low);
    store<f64>(sums + (j << 3), norm > 0 ? wanted / norm : 1);
  }
  for (let i = 0, at = w; i < rows; i++)
    for (let j: usize = 0; j < <usize>cols; j++, at += SIZE) {
      const factor = load<f64>(sums + (j << 3));
      if (factor != 1) store<Real>(at, <Real>(<f64>load<Real>(at) * factor));
    }
}

/** Turns of orthogonalize: a singular value grows by half in each until it is near 1. */
const MOST = 60;

/**
 * The nearest matrix with orthonormal columns, or rows where there are fewer of them: X ← 1½ X − ½ X XᵀX
 * takes every singular value below √3 to 1. W: rows × cols; gram and next have room for the square of
 * the smaller side and for rows · cols.
 *
 * Björck and Bowie (1971), SIAM J. Numer. Anal. 8(2), section 2.
 */
export function orthogonalize(
  work: usize,
  rows: i32,
  cols: i32,
  w: usize,
  gram: usize,
  next: usize,
): void {
  const isTall = rows >= cols;
  const side = isTall ? cols : rows;
  for (let turn = 0; turn < MOST; turn++) {
    if (isTall) Product.in(work, side, side, rows).left(w, true).right(w).plus(0, 0).into(gram);
    else Product.in(work, side, side, cols).left(w).right(w, true).plus(0, 0).into(gram);
    const bound = Square.bound(side, gram);
    if (bound >= 3) {
      Square.mix(rows * cols, 1 / Math.sqrt(bound), w, 0, w);
      continue;
    }
    if (Square.distance(side, gram) < 8 * <f64>(SIZE == 8 ? f64.EPSILON : <f64>f32.EPSILON)) return;
    if (isTall) Product.in(work, rows, cols, cols).left(w).right(gram).plus(0, 0).into(next);
    else Product.in(work, rows, cols, rows).left(gram).right(w).plus(0, 0).into(next);
    Square.mix(rows * cols, 1.5, w, -0.5, next);
  }
}

abstract class Square {
  /** The largest sum of sizes of a row: at least the largest eigenvalue. */
  static bound(side: i32, g: usize): f64 {
    let most: f64 = 0;
    for (let i = 0; i < side; i++) {
      let sum: f64 = 0;
      for (let j = 0; j < side; j++, g += SIZE) sum += abs(<f64>load<Real>(g));
      most = max(most, sum);
    }
    return most;
  }

  /** max |G − I| */
  static distance(side: i32, g: usize): f64 {
    let most: f64 = 0;
    for (let i = 0; i < side; i++)
      for (let j = 0; j < side; j++, g += SIZE)
        most = max(most, abs(<f64>load<Real>(g) - (i == j ? 1 : 0)));
    return most;
  }

  /** w ← a w + b x, n numbers. */
  static mix(n: i32, a: f64, w: usize, b: f64, x: usize): void {
    for (const end = w + Reals.bytes(n); w < end; w += SIZE, x += SIZE)
      store<Real>(w, <Real>(a * <f64>load<Real>(w) + b * <f64>load<Real>(x)));
  }
}
