import { Lanes } from '../math/lanes';

/** Vectors of f64; n counts elements. Sums have one fixed tree: four pairs, then the tail. */
export abstract class Level1 {
  /** x · y */
  static dot(n: i32, x: usize, y: usize): f64 {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let i: usize = 0;
    const body = (<usize>(n & ~7)) << 3;
    for (; i < body; i += 64) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load(x + i), v128.load(y + i)));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(x + i, 16), v128.load(y + i, 16)));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(x + i, 32), v128.load(y + i, 32)));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(x + i, 48), v128.load(y + i, 48)));
    }
    let sum = Lanes.sum(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
    for (const end = (<usize>n) << 3; i < end; i += 8) sum += load<f64>(x + i) * load<f64>(y + i);
    return sum;
  }

  /** y += a x */
  static axpy(n: i32, a: f64, x: usize, y: usize): void {
    const pair = f64x2.splat(a);
    let i: usize = 0;
    const body = (<usize>(n & ~3)) << 3;
    for (; i < body; i += 32) {
      v128.store(y + i, f64x2.add(v128.load(y + i), f64x2.mul(pair, v128.load(x + i))));
      v128.store(y + i, f64x2.add(v128.load(y + i, 16), f64x2.mul(pair, v128.load(x + i, 16))), 16);
    }
    for (const end = (<usize>n) << 3; i < end; i += 8)
      store<f64>(y + i, load<f64>(y + i) + a * load<f64>(x + i));
  }

  /** z = x ∘ y */
  static multiply(n: i32, x: usize, y: usize, z: usize): void {
    let i: usize = 0;
    const body = (<usize>(n & ~1)) << 3;
    for (; i < body; i += 16) v128.store(z + i, f64x2.mul(v128.load(x + i), v128.load(y + i)));
    if (n & 1) store<f64>(z + i, load<f64>(x + i) * load<f64>(y + i));
  }

  /** Σ x */
  static sum(n: i32, x: usize): f64 {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let i: usize = 0;
    const body = (<usize>(n & ~3)) << 3;
    for (; i < body; i += 32) {
      s0 = f64x2.add(s0, v128.load(x + i));
      s1 = f64x2.add(s1, v128.load(x + i, 16));
    }
    let sum = Lanes.sum(f64x2.add(s0, s1));
    for (const end = (<usize>n) << 3; i < end; i += 8) sum += load<f64>(x + i);
    return sum;
  }

  /** Σ |x| */
  static size(n: i32, x: usize): f64 {
    let sum: f64 = 0;
    for (let i: usize = 0, end = (<usize>n) << 3; i < end; i += 8) sum += abs(load<f64>(x + i));
    return sum;
  }

  /** x ← a x */
  static scale(n: i32, a: f64, x: usize): void {
    const pair = f64x2.splat(a);
    let i: usize = 0;
    const body = (<usize>(n & ~1)) << 3;
    for (; i < body; i += 16) v128.store(x + i, f64x2.mul(v128.load(x + i), pair));
    if (n & 1) store<f64>(x + i, a * load<f64>(x + i));
  }

  /** x += a in every element */
  static shift(n: i32, a: f64, x: usize): void {
    const pair = f64x2.splat(a);
    let i: usize = 0;
    const body = (<usize>(n & ~1)) << 3;
    for (; i < body; i += 16) v128.store(x + i, f64x2.add(v128.load(x + i), pair));
    if (n & 1) store<f64>(x + i, load<f64>(x + i) + a);
  }

  /** max |x − a y| ∘ w, w ≥ 0 */
  static farthest(n: i32, x: usize, a: f64, y: usize, w: usize): f64 {
    let most = f64x2.splat(0);
    const pair = f64x2.splat(a);
    let i: usize = 0;
    const body = (<usize>(n & ~1)) << 3;
    for (; i < body; i += 16) {
      const d = f64x2.sub(v128.load(x + i), f64x2.mul(pair, v128.load(y + i)));
      most = f64x2.pmax(most, f64x2.mul(f64x2.abs(d), v128.load(w + i)));
    }
    const rest = n & 1 ? abs(load<f64>(x + i) - a * load<f64>(y + i)) * load<f64>(w + i) : 0;
    return max(rest, max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1)));
  }
}
