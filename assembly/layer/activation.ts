import { LANES, Real, VECTOR } from '../math/reals';

/**
 * y = f(x), number by number. A slope may be told from y alone, and then x need not be kept: `keeps`
 * says which of the two the backward pass is given as z. Parameters are fields, in f64.
 */
@unmanaged
export abstract class Activation {
  /** f(x) */
  abstract value(x: v128): v128;
  /** f′, given z. */
  abstract slope(z: v128): v128;
}

/** y = f(x), n numbers in whole vectors; y may be x. */
export function activate<A extends Activation>(f: A, n: i32, x: usize, y: usize): void {
  for (; n > 0; n -= LANES) {
    v128.store(y, f.value(v128.load(x)));
    x += VECTOR;
    y += VECTOR;
  }
}

/** dx = f′ dy; dx may be dy. */
export function activateBackward<A extends Activation>(
  f: A,
  n: i32,
  z: usize,
  dy: usize,
  dx: usize,
): void {
  for (; n > 0; n -= LANES) {
    v128.store(dx, v128.mul<Real>(f.slope(v128.load(z)), v128.load(dy)));
    z += VECTOR;
    dy += VECTOR;
    dx += VECTOR;
  }
}
