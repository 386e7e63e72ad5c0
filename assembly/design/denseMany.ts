import { Lanes } from '../math/lanes';
import { Dense } from './dense';
import { Standardized } from './standardized';

/**
 * The two products that read a dense matrix fastest. Both keep the sums of `Dense.sum`, column by
 * column, in registers for several columns or vectors at once.
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
    for (const end = v + ((<usize>(x.n & ~1)) << 3); at < end; at += 16) {
      const w = v128.load(at);
      s0 = f64x2.add(s0, f64x2.mul(f64x2.sub(Lanes.pair<T>(a), ca), w));
      s1 = f64x2.add(s1, f64x2.mul(f64x2.sub(Lanes.pair<T>(b), cb), w));
      s2 = f64x2.add(s2, f64x2.mul(f64x2.sub(Lanes.pair<T>(d), cd), w));
      s3 = f64x2.add(s3, f64x2.mul(f64x2.sub(Lanes.pair<T>(e), ce), w));
      a += 2 * width;
      b += 2 * width;
      d += 2 * width;
      e += 2 * width;
    }
    const last: f64 = x.n & 1 ? load<f64>(at) : 0;
    DenseMany.put(s, load<i32>(list), out, DenseMany.close<T>(s0, a, ca, last));
    DenseMany.put(s, load<i32>(list, 4), out, DenseMany.close<T>(s1, b, cb, last));
    DenseMany.put(s, load<i32>(list, 8), out, DenseMany.close<T>(s2, d, cd, last));
    DenseMany.put(s, load<i32>(list, 12), out, DenseMany.close<T>(s3, e, ce, last));
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
    for (const end = v + ((<usize>(x.n & ~1)) << 3); at < end; at += 16, a += 2 * width) {
      const d = f64x2.sub(Lanes.pair<T>(a), cc);
      s0 = f64x2.add(s0, f64x2.mul(d, v128.load(at)));
      s1 = f64x2.add(s1, f64x2.mul(d, v128.load(at + stride)));
      s2 = f64x2.add(s2, f64x2.mul(d, v128.load(at + v2)));
      s3 = f64x2.add(s3, f64x2.mul(d, v128.load(at + v3)));
    }
    const odd = (x.n & 1) != 0;
    store<f64>(o, DenseMany.close<T>(s0, a, cc, odd ? load<f64>(at) : 0));
    store<f64>(o, DenseMany.close<T>(s1, a, cc, odd ? load<f64>(at + stride) : 0), 8);
    store<f64>(o, DenseMany.close<T>(s2, a, cc, odd ? load<f64>(at + v2) : 0), 16);
    store<f64>(o, DenseMany.close<T>(s3, a, cc, odd ? load<f64>(at + v3) : 0), 24);
  }

  @inline private static put(s: Standardized, j: i32, out: usize, sum: f64): void {
    store<f64>(out + ((<usize>j) << 3), s.scaleOf(j) * sum);
  }

  /** Horizontal sum plus the odd row, where its weight is not zero. */
  @inline private static close<T>(s: v128, x: usize, c: v128, last: f64): f64 {
    const sum = Lanes.sum(s);
    if (last == 0) return sum;
    return sum + (Lanes.one<T>(x) - f64x2.extract_lane(c, 0)) * last;
  }
}
