import { Exponential } from './exponential';
import { Real, SIZE } from './reals';

// biome-ignore format: a constant per line
const TABLE: usize = memory.data<f32>([
  7.0376836292e-2, //   0   log(1 + m) = m − m²/2 + m³ (…), as minimax
  -1.151461031e-1, //   4
  1.167699874e-1, //    8
  -1.2420140846e-1, //  12
  1.4249322787e-1, //   16
  -1.6668057665e-1, //  20
  2.0000714765e-1, //   24
  -2.4999993993e-1, //  28
  3.3333331174e-1, //   32
  -2.12194440e-4, //    36  log 2 in two parts
  0.693359375, //       40
  0.5, //               44
], 16);

/** The bits of √½, what lies from there to those of 1, the bits of a fraction, the exponent's bias. */
const BITS: usize = memory.data<i32>([0x3f3504f3, 0x4afb0d, 0x7fffff, 127], 16);

/**
 * Logarithms of vectors, in operations that every engine rounds alike. Those of f32 are Moshier's
 * (Cephes 2.2, logf.c), at most 2 ulp off.
 */
export abstract class Logarithm {
  /** log x of four f32, normal and positive. */
  static single(x: v128): v128 {
    // x = (1 + m) 2^k with 1 + m from √½ to √2
    const bits = i32x4.add(x, Logarithm.bits(4));
    const k = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(bits, 23), Logarithm.bits(12)));
    const fraction = i32x4.add(v128.and(bits, Logarithm.bits(8)), Logarithm.bits(0));
    const m = f32x4.sub(fraction, f32x4.splat(1));
    const z = f32x4.mul(m, m);
    let p = Logarithm.at(0);
    p = Logarithm.term(p, m, 4);
    p = Logarithm.term(p, m, 8);
    p = Logarithm.term(p, m, 12);
    p = Logarithm.term(p, m, 16);
    p = Logarithm.term(p, m, 20);
    p = Logarithm.term(p, m, 24);
    p = Logarithm.term(p, m, 28);
    p = Logarithm.term(p, m, 32);
    p = f32x4.mul(f32x4.mul(p, m), z);
    p = f32x4.add(p, f32x4.mul(k, Logarithm.at(36)));
    p = f32x4.sub(p, f32x4.mul(z, Logarithm.at(44)));
    return f32x4.add(f32x4.add(m, p), f32x4.mul(k, Logarithm.at(40)));
  }

  /** log(1 + u) of Reals, 0 ≤ u ≤ 1. */
  static onePlus(u: v128): v128 {
    if (SIZE == 8) return Exponential.logOnePlus(u);
    // what 1 + u loses of u is given back by the ratio
    const one = f32x4.splat(1);
    const w = f32x4.add(one, u);
    const rest = f32x4.sub(w, one);
    const value = f32x4.div(f32x4.mul(Logarithm.single(w), u), rest);
    return v128.bitselect(u, value, f32x4.eq(rest, v128.splat<Real>(0)));
  }

  /** p m + the constant at `offset`. */
  @inline private static term(p: v128, m: v128, offset: usize): v128 {
    return f32x4.add(f32x4.mul(p, m), Logarithm.at(offset));
  }

  @inline private static at(offset: usize): v128 {
    return v128.load32_splat(TABLE + offset);
  }

  @inline private static bits(offset: usize): v128 {
    return v128.load32_splat(BITS + offset);
  }
}
