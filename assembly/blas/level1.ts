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

  /**
   * y += Σ_k a_k x_k over the nonzero a_k, k < count; x_k are n f64 each, `stride` bytes apart.
   * Four at a time, so that y is loaded and stored once for them; in the order of k.
   */
  static combine(n: i32, count: i32, a: usize, x: usize, stride: usize, y: usize): void {
    let k = 0;
    for (;;) {
      const x0 = Level1.nextOf(a, k, count);
      const x1 = Level1.nextOf(a, x0 + 1, count);
      const x2 = Level1.nextOf(a, x1 + 1, count);
      const x3 = Level1.nextOf(a, x2 + 1, count);
      if (x3 >= count) break;
      Level1.four(n, a, x, stride, x0, x1, x2, x3, y);
      k = x3 + 1;
    }
    for (k = Level1.nextOf(a, k, count); k < count; k = Level1.nextOf(a, k + 1, count))
      Level1.axpy(n, load<f64>(a + ((<usize>k) << 3)), x + <usize>k * stride, y);
  }

  /** The first k ≥ from with a_k ≠ 0; count or more where there is none. */
  private static nextOf(a: usize, from: i32, count: i32): i32 {
    let k = from;
    while (k < count && load<f64>(a + ((<usize>k) << 3)) == 0) ++k;
    return k;
  }

  private static four(
    n: i32,
    a: usize,
    x: usize,
    stride: usize,
    k0: i32,
    k1: i32,
    k2: i32,
    k3: i32,
    y: usize,
  ): void {
    const a0 = v128.load64_splat(a + ((<usize>k0) << 3));
    const a1 = v128.load64_splat(a + ((<usize>k1) << 3));
    const a2 = v128.load64_splat(a + ((<usize>k2) << 3));
    const a3 = v128.load64_splat(a + ((<usize>k3) << 3));
    const x0 = x + <usize>k0 * stride;
    const x1 = x + <usize>k1 * stride;
    const x2 = x + <usize>k2 * stride;
    const x3 = x + <usize>k3 * stride;
    let i: usize = 0;
    for (const body = (<usize>(n & ~1)) << 3; i < body; i += 16) {
      let s = f64x2.add(v128.load(y + i), f64x2.mul(a0, v128.load(x0 + i)));
      s = f64x2.add(s, f64x2.mul(a1, v128.load(x1 + i)));
      s = f64x2.add(s, f64x2.mul(a2, v128.load(x2 + i)));
      v128.store(y + i, f64x2.add(s, f64x2.mul(a3, v128.load(x3 + i))));
    }
    if (!(n & 1)) return;
    let s = load<f64>(y + i) + f64x2.extract_lane(a0, 0) * load<f64>(x0 + i);
    s += f64x2.extract_lane(a1, 0) * load<f64>(x1 + i);
    s += f64x2.extract_lane(a2, 0) * load<f64>(x2 + i);
    store<f64>(y + i, s + f64x2.extract_lane(a3, 0) * load<f64>(x3 + i));
  }

  /** z = x ∘ y */
  static multiply(n: i32, x: usize, y: usize, z: usize): void {
    let i: usize = 0;
    const body = (<usize>(n & ~1)) << 3;
    for (; i < body; i += 16) v128.store(z + i, f64x2.mul(v128.load(x + i), v128.load(y + i)));
    if (n & 1) store<f64>(z + i, load<f64>(x + i) * load<f64>(y + i));
  }

  /** z = √x; returns how many x are > 0. */
  static roots(n: i32, x: usize, z: usize): i32 {
    const none = f64x2.splat(0);
    let count = i64x2.splat(0);
    let i: usize = 0;
    const body = (<usize>(n & ~1)) << 3;
    for (; i < body; i += 16) {
      const pair = v128.load(x + i);
      v128.store(z + i, f64x2.sqrt(pair));
      count = i64x2.sub(count, f64x2.gt(pair, none));
    }
    let positive = <i32>(i64x2.extract_lane(count, 0) + i64x2.extract_lane(count, 1));
    if (n & 1) {
      positive += i32(load<f64>(x + i) > 0);
      store<f64>(z + i, Math.sqrt(load<f64>(x + i)));
    }
    return positive;
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
