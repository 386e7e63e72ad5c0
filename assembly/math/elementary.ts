import { Exponential } from './exponential';
import { Real, Reals, SIZE } from './reals';

/** Constants in memory, each once: see Reals.all. */
// biome-ignore format: a constant per line
const TABLE: usize = memory.data<f32>([
  1.4426950408889634, // 0   1 ÷ log 2
  -0.693359375, //       4   −log 2, whose low bits are 0 …
  2.1219444e-4, //       8   … and the rest of it
  1.987569150e-4, //     12  e^r = 1 + r + r² (½ + r/6 + …), as minimax
  1.3981999507e-3, //    16
  8.3334519073e-3, //    20
  4.1665795894e-2, //    24
  1.6666665459e-1, //    28
  0.5, //                32
  12582912, //           36  1.5 · 2²³: adding it rounds to an integer, which the low bits then hold
  -87.336544, //         40  below, e^x is subnormal: 0 here
  88.722839, //          44  beyond, it is ∞
  -5.70498872745e-3, //  48  tanh x = x + x³ (…), |x| < 0.625
  2.06390887954e-2, //   52
  -5.37397155531e-2, //  56
  1.33314422036e-1, //   60
  -3.33332819422e-1, //  64
  0.625, //              68
], 16);

/**
 * Elementary functions of vectors of Reals, in operations that every engine rounds alike. Those of
 * f32 are Moshier's (Cephes 2.2, expf.c and tanhf.c), at most 2 ulp off; f64 takes Exponential.
 */
export abstract class Elementary {
  /** e^x; 0 where it would be subnormal. */
  static exp(x: v128): v128 {
    if (SIZE == 8) return Exponential.pair(x);
    const shift = Elementary.at(36);
    // x = k log 2 + r, and 2^k goes to the exponent
    const shifted = Reals.madd(shift, x, Elementary.at(0));
    const k = f32x4.sub(shifted, shift);
    const r = Reals.madd(Reals.madd(x, k, Elementary.at(4)), k, Elementary.at(8));
    // by pairs of terms: a chain half as long as Horner's
    const square = f32x4.mul(r, r);
    let p = Reals.madd(Elementary.at(16), Elementary.at(12), r);
    p = Reals.madd(Reals.madd(Elementary.at(24), Elementary.at(20), r), p, square);
    p = Reals.madd(Reals.madd(Elementary.at(32), Elementary.at(28), r), p, square);
    p = f32x4.add(Reals.madd(r, p, square), f32x4.splat(1));
    const value = i32x4.add(p, i32x4.shl(shifted, 23));
    // beyond the ends, where that is any number
    const finite = v128.bitselect(f32x4.splat(Infinity), value, f32x4.gt(x, Elementary.at(44)));
    return v128.andnot(finite, f32x4.lt(x, Elementary.at(40)));
  }

  /** 1 ÷ (1 + e^−x), the small one of σ and 1 − σ kept exact. */
  static sigmoid(x: v128): v128 {
    const one = v128.splat<Real>(1);
    const e = Elementary.exp(v128.neg<Real>(v128.abs<Real>(x)));
    const top = v128.bitselect(e, one, v128.lt<Real>(x, v128.splat<Real>(0)));
    return v128.div<Real>(top, v128.add<Real>(one, e));
  }

  /** (1 − e^−2|x|) ÷ (1 + e^−2|x|) with the sign of x; f32 near 0 by a polynomial. */
  static tanh(x: v128): v128 {
    const one = v128.splat<Real>(1);
    const size = v128.abs<Real>(x);
    const e = Elementary.exp(v128.mul<Real>(size, v128.splat<Real>(-2)));
    const far = v128.div<Real>(v128.sub<Real>(one, e), v128.add<Real>(one, e));
    const sign = v128.xor(x, size);
    const large = v128.or(far, sign);
    if (SIZE == 8) return large;
    const z = f32x4.mul(x, x);
    let p = Reals.madd(Elementary.at(52), Elementary.at(48), z);
    p = Reals.madd(Elementary.at(56), p, z);
    p = Reals.madd(Elementary.at(60), p, z);
    p = Reals.madd(Elementary.at(64), p, z);
    const near = Reals.madd(x, f32x4.mul(p, z), x);
    return v128.bitselect(near, large, f32x4.lt(size, Elementary.at(68)));
  }

  /** e^x − 1 for x ≤ 0 = 2 t ÷ (1 − t), t = tanh(x/2), which loses nothing near 0; else any number. */
  static expMinusOne(x: v128): v128 {
    const t = Elementary.tanh(v128.mul<Real>(x, v128.splat<Real>(0.5)));
    return v128.div<Real>(v128.add<Real>(t, t), v128.sub<Real>(v128.splat<Real>(1), t));
  }

  @inline private static at(offset: usize): v128 {
    return v128.load32_splat(TABLE + offset);
  }
}
