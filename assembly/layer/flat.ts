import { LANES, Real, Reals, VECTOR } from '../math/reals';

/** z = x + y, n numbers in whole vectors. */
export function add(n: i32, x: usize, y: usize, z: usize): void {
  for (; n > 0; n -= LANES) {
    v128.store(z, v128.add<Real>(v128.load(x), v128.load(y)));
    x += VECTOR;
    y += VECTOR;
    z += VECTOR;
  }
}

/** z = x y, n numbers in whole vectors. */
export function product(n: i32, x: usize, y: usize, z: usize): void {
  for (; n > 0; n -= LANES) {
    v128.store(z, v128.mul<Real>(v128.load(x), v128.load(y)));
    x += VECTOR;
    y += VECTOR;
    z += VECTOR;
  }
}

/** y = factor · x, n numbers in whole vectors. */
export function scale(n: i32, factor: f64, x: usize, y: usize): void {
  const all = v128.splat<Real>(<Real>factor);
  for (; n > 0; n -= LANES) {
    v128.store(y, v128.mul<Real>(all, v128.load(x)));
    x += VECTOR;
    y += VECTOR;
  }
}

/** z = x, n numbers in whole vectors. */
export function copy(n: i32, x: usize, z: usize): void {
  for (; n > 0; n -= LANES) {
    v128.store(z, v128.load(x));
    x += VECTOR;
    z += VECTOR;
  }
}

/** n zeros. */
export function clear(n: i32, x: usize): void {
  memory.fill(x, 0, Reals.bytes(n));
}
