import { Elementary } from './elementary';
import { Exponential } from './exponential';
import { Reals, SIZE } from './reals';

// biome-ignore format: a constant per line
const TABLE: usize = memory.data<f32>([
  0.7071067811865476, //  0   √½
  0.927734375, //         4   where the second form begins
  -5.96409780e-4, //      8   erf t = t + t (…) in t²
  4.98797372e-3, //       12
  -2.67631039e-2, //      16
  1.12817205e-1, //       20
  -3.76124859e-1, //      24
  1.28379151e-1, //       28
  -1.15270277e-5, //      32  1 − erf t = e^(−t + t (…)) in t
  3.25766450e-4, //       36
  -3.65451653e-3, //      40
  2.37875916e-2, //       44
  -1.06266551e-1, //      48
  -6.35133326e-1, //      52
  -1.28652915e-1, //      56
  0.5, //                 60
], 16);

/** Terms that the series of erf needs up to 6, where erf is 1. */
const TERMS: i32 = 150;

/** The standard normal distribution. */
export abstract class Normal {
  /**
   * Φ(x) = ½ (1 + erf(x ÷ √2)), within 1e-7 in f32 and 1e-15 in f64. f32 by two
   * polynomials, of erf t ÷ t up to 0.93 and of log(1 − erf t) up to 4.2, which Lawson's iteration
   * made minimax for the error of erf: at most 1 ulp off. f64, with which only gradients are checked,
   * by the series 7.1.6 of Abramowitz and Stegun (1964).
   */
  static distribution(x: v128): v128 {
    if (SIZE == 8) return Normal.series(x);
    const half = Normal.at(60);
    const a = f32x4.mul(x, Normal.at(0));
    const t = f32x4.abs(a);
    const s = f32x4.mul(a, a);
    let near = Reals.madd(Normal.at(12), Normal.at(8), s);
    near = Reals.madd(Normal.at(16), near, s);
    near = Reals.madd(Normal.at(20), near, s);
    near = Reals.madd(Normal.at(24), near, s);
    near = Reals.madd(Normal.at(28), near, s);
    near = Reals.madd(half, half, Reals.madd(a, near, a));
    let far = Reals.madd(Normal.at(36), Normal.at(32), t);
    far = Reals.madd(Reals.madd(Normal.at(44), Normal.at(40), t), far, s);
    far = Reals.madd(Normal.at(48), far, t);
    far = Reals.madd(Normal.at(52), far, t);
    far = Reals.madd(Normal.at(56), far, t);
    far = f32x4.sub(f32x4.mul(far, t), t);
    const tail = f32x4.mul(half, Elementary.exp(far));
    const other = f32x4.sub(f32x4.splat(1), tail);
    far = v128.bitselect(tail, other, f32x4.lt(x, f32x4.splat(0)));
    return v128.bitselect(far, near, f32x4.gt(t, Normal.at(4)));
  }

  /** ½ + x φ(x) (1 + x²/3 + x⁴/15 + …), whose terms are all positive. */
  private static series(x: v128): v128 {
    const end = f64x2.splat(9);
    const cut = f64x2.pmax(f64x2.pmin(x, end), f64x2.neg(end));
    const square = f64x2.mul(cut, cut);
    let term = cut;
    let sum = cut;
    for (let k = 3; k < 2 * TERMS; k += 2) {
      term = f64x2.div(f64x2.mul(term, square), f64x2.splat(<f64>k));
      sum = f64x2.add(sum, term);
    }
    const e = Exponential.pair(f64x2.mul(square, f64x2.splat(-0.5)));
    const density = f64x2.mul(e, f64x2.splat(0.3989422804014327));
    return f64x2.add(f64x2.splat(0.5), f64x2.mul(density, sum));
  }

  @inline private static at(offset: usize): v128 {
    return v128.load32_splat(TABLE + offset);
  }
}
