import { Lanes } from '../math/lanes';
import { Dense } from './dense';
import { Standardized } from './standardized';

/**
 * The products that read a dense matrix fastest: sums of `Dense.sum` and `Dense.add`, column by
 * column, for several columns or vectors at once.
 */
export abstract class DenseMany {
  /**
   * out[j] = s_j Σ_i v_i (x_ij − c_j) for the four columns j at `list`: v is read once for all.
   */
  static four<T>(s: Standardized, list: usize, v: usize, out: usize): void {
    const x = changetype<Dense<T>>(s.design);
    const width = sizeof<T>();
    let a = x.column(load<i32>(list));
    let b = x.column(load<i32>(list, 4));
    let d = x.column(load<i32>(list, 8));
    let e = x.column(load<i32>(list, 12));
    const ca = f64x2.splat(s.centerOf(load<i32>(list)));
    const cb = f64x2.splat(s.centerOf(load<i32>(list, 4)));
    const cd = f64x2.splat(s.centerOf(load<i32>(list, 8)));
    const ce = f64x2.splat(s.centerOf(load<i32>(list, 12)));
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let at = v;
    for (const end = v + ((<usize>(x.n & ~3)) << 3); at < end; at += 32) {
      const v0 = v128.load(at);
      const v1 = v128.load(at, 16);
      s0 = DenseMany.rows<T>(s0, a, ca, v0, v1);
      s1 = DenseMany.rows<T>(s1, b, cb, v0, v1);
      s2 = DenseMany.rows<T>(s2, d, cd, v0, v1);
      s3 = DenseMany.rows<T>(s3, e, ce, v0, v1);
      a += 4 * width;
      b += 4 * width;
      d += 4 * width;
      e += 4 * width;
    }
    DenseMany.put(s, load<i32>(list), out, DenseMany.close<T>(s0, a, ca, at, x.n));
    DenseMany.put(s, load<i32>(list, 4), out, DenseMany.close<T>(s1, b, cb, at, x.n));
    DenseMany.put(s, load<i32>(list, 8), out, DenseMany.close<T>(s2, d, cd, at, x.n));
    DenseMany.put(s, load<i32>(list, 12), out, DenseMany.close<T>(s3, e, ce, at, x.n));
  }

  /** out[j] = Σ_i v_i (x_ij − c_j) for the four columns from j on: v is read once for all. */
  static next<T>(x: Dense<T>, j: i32, center: usize, v: usize, out: usize): void {
    const width = sizeof<T>();
    let a = x.column(j);
    let b = x.column(j + 1);
    let d = x.column(j + 2);
    let e = x.column(j + 3);
    const c = center + ((<usize>j) << 3);
    const ca = v128.load64_splat(c);
    const cb = v128.load64_splat(c, 8);
    const cd = v128.load64_splat(c, 16);
    const ce = v128.load64_splat(c, 24);
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let at = v;
    for (const end = v + ((<usize>(x.n & ~3)) << 3); at < end; at += 32) {
      const v0 = v128.load(at);
      const v1 = v128.load(at, 16);
      s0 = DenseMany.rows<T>(s0, a, ca, v0, v1);
      s1 = DenseMany.rows<T>(s1, b, cb, v0, v1);
      s2 = DenseMany.rows<T>(s2, d, cd, v0, v1);
      s3 = DenseMany.rows<T>(s3, e, ce, v0, v1);
      a += 4 * width;
      b += 4 * width;
      d += 4 * width;
      e += 4 * width;
    }
    const to = out + ((<usize>j) << 3);
    store<f64>(to, DenseMany.close<T>(s0, a, ca, at, x.n));
    store<f64>(to, DenseMany.close<T>(s1, b, cb, at, x.n), 8);
    store<f64>(to, DenseMany.close<T>(s2, d, cd, at, x.n), 16);
    store<f64>(to, DenseMany.close<T>(s3, e, ce, at, x.n), 24);
  }

  /** o[q] = Σ_i v_qi (x_ij − c) for four vectors v_q, `stride` bytes apart: x is read once. */
  static vectors<T>(x: Dense<T>, j: i32, c: f64, v: usize, stride: usize, o: usize): void {
    const width = sizeof<T>();
    const cc = f64x2.splat(c);
    let a = x.column(j);
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let at = v;
    const v2 = 2 * stride;
    const v3 = 3 * stride;
    for (const end = v + ((<usize>(x.n & ~3)) << 3); at < end; at += 32, a += 4 * width) {
      const four = Lanes.four<T>(a);
      const d = f64x2.sub(Lanes.low<T>(four, a), cc);
      const e = f64x2.sub(Lanes.high<T>(four, a), cc);
      s0 = DenseMany.products(s0, d, e, at);
      s1 = DenseMany.products(s1, d, e, at + stride);
      s2 = DenseMany.products(s2, d, e, at + v2);
      s3 = DenseMany.products(s3, d, e, at + v3);
    }
    store<f64>(o, DenseMany.close<T>(s0, a, cc, at, x.n));
    store<f64>(o, DenseMany.close<T>(s1, a, cc, at + stride, x.n), 8);
    store<f64>(o, DenseMany.close<T>(s2, a, cc, at + v2, x.n), 16);
    store<f64>(o, DenseMany.close<T>(s3, a, cc, at + v3, x.n), 24);
  }

  /** y += Σ b_j s_j (x_j − c_j) over the four columns j at `list`: y is read and written once. */
  static add<T>(s: Standardized, list: usize, b: usize, y: usize): void {
    const x = changetype<Dense<T>>(s.design);
    const width = sizeof<T>();
    let p = x.column(load<i32>(list));
    let q = x.column(load<i32>(list, 4));
    let u = x.column(load<i32>(list, 8));
    let v = x.column(load<i32>(list, 12));
    const cp = f64x2.splat(s.centerOf(load<i32>(list)));
    const cq = f64x2.splat(s.centerOf(load<i32>(list, 4)));
    const cu = f64x2.splat(s.centerOf(load<i32>(list, 8)));
    const cv = f64x2.splat(s.centerOf(load<i32>(list, 12)));
    const bp = f64x2.splat(load<f64>(b) * s.scaleOf(load<i32>(list)));
    const bq = f64x2.splat(load<f64>(b, 8) * s.scaleOf(load<i32>(list, 4)));
    const bu = f64x2.splat(load<f64>(b, 16) * s.scaleOf(load<i32>(list, 8)));
    const bv = f64x2.splat(load<f64>(b, 24) * s.scaleOf(load<i32>(list, 12)));
    let at = y;
    for (const end = y + ((<usize>(x.n & ~1)) << 3); at < end; at += 16) {
      let sum = Lanes.step(v128.load(at), Lanes.pair<T>(p), cp, bp);
      sum = Lanes.step(sum, Lanes.pair<T>(q), cq, bq);
      sum = Lanes.step(sum, Lanes.pair<T>(u), cu, bu);
      v128.store(at, Lanes.step(sum, Lanes.pair<T>(v), cv, bv));
      p += 2 * width;
      q += 2 * width;
      u += 2 * width;
      v += 2 * width;
    }
    if (!(x.n & 1)) return;
    for (let k: usize = 0; k < 4; ++k) {
      const j = load<i32>(list + (k << 2));
      const value = load<f64>(b + (k << 3)) * s.scaleOf(j);
      const d = Lanes.one<T>(x.column(j) + <usize>(x.n - 1) * width) - s.centerOf(j);
      store<f64>(at, load<f64>(at) + value * d);
    }
  }

  /** s + Σ (x − c) v over four rows, the first two of them first. */
  @inline private static rows<T>(s: v128, x: usize, c: v128, v0: v128, v1: v128): v128 {
    const four = Lanes.four<T>(x);
    return Lanes.step(Lanes.step(s, Lanes.low<T>(four, x), c, v0), Lanes.high<T>(four, x), c, v1);
  }

  /** s + d v + e v' for four values v, v' at `v`. */
  @inline private static products(s: v128, d: v128, e: v128, v: usize): v128 {
    const sum = f64x2.add(s, f64x2.mul(d, v128.load(v)));
    return f64x2.add(sum, f64x2.mul(e, v128.load(v, 16)));
  }

  @inline private static put(s: Standardized, j: i32, out: usize, sum: f64): void {
    store<f64>(out + ((<usize>j) << 3), s.scaleOf(j) * sum);
  }

  /** Horizontal sum of s and the last n mod 4 rows; an odd row of weight zero is not read. */
  @inline private static close<T>(s: v128, x: usize, c: v128, v: usize, n: i32): f64 {
    if (n & 2) {
      s = Lanes.step(s, Lanes.pair<T>(x), c, v128.load(v));
      x += 2 * sizeof<T>();
      v += 16;
    }
    const sum = Lanes.sum(s);
    const last: f64 = n & 1 ? load<f64>(v) : 0;
    if (last == 0) return sum;
    return sum + (Lanes.one<T>(x) - f64x2.extract_lane(c, 0)) * last;
  }
}
