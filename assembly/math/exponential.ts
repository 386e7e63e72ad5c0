/** 2^52 + 2^51: adding it rounds to an integer, which the low bits then hold. */
const SHIFT: f64 = 6755399441055744;
const LOG2E: f64 = 1.4426950408889634;
/** log 2, whose first part has zeros enough at its end for every product with an exponent. */
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** Beyond this an exponential is 0 or ∞. */
const END: f64 = 750;
const ROOT2: f64 = 1.4142135623730951;
/** The bits of 1, those of √½, and those of a fraction. */
const ONE: u64 = 0x3ff0000000000000;
const HALF_ROOT: u64 = reinterpret<u64>(0.7071067811865476);
const FRACTION: u64 = 0xfffffffffffff;

/** e^x for two values at once, in operations that every engine rounds alike. */
export abstract class Exponential {
  /**
   * With x = k log 2 + r, |r| ≤ ½ log 2, e^r by its rational approximation; less than 1 ulp off.
   * Sun's fdlibm (1993), e_exp.c: r (e^r + 1) ÷ (e^r − 1) = 2 + r²/6 − r⁴/360 + …, as minimax in r².
   */
  static pair(x: v128): v128 {
    const cut = f64x2.pmax(f64x2.pmin(x, f64x2.splat(END)), f64x2.splat(-END));
    const shifted = f64x2.add(f64x2.mul(cut, f64x2.splat(LOG2E)), f64x2.splat(SHIFT));
    const k = f64x2.sub(shifted, f64x2.splat(SHIFT));
    const high = f64x2.sub(cut, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
    const low = f64x2.mul(k, f64x2.splat(LN2_LOW));
    const r = f64x2.sub(high, low);
    const t = f64x2.mul(r, r);
    let c = Exponential.term(t, f64x2.splat(4.1381367970572385e-8), -1.6533902205465252e-6);
    c = Exponential.term(t, c, 6.613756321437934e-5);
    c = Exponential.term(t, c, -0.0027777777777015593);
    c = Exponential.term(t, c, 0.16666666666666602);
    c = f64x2.sub(r, f64x2.mul(t, c));
    const ratio = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c));
    const rest = f64x2.sub(f64x2.sub(low, ratio), high);
    const value = f64x2.sub(f64x2.splat(1), rest);
    // in two steps, because 2^k itself may be out of range
    const half = f64x2.add(f64x2.mul(k, f64x2.splat(0.5)), f64x2.splat(SHIFT));
    const other = f64x2.sub(k, f64x2.sub(half, f64x2.splat(SHIFT)));
    const scaled = f64x2.mul(value, Exponential.power(half));
    return f64x2.mul(scaled, Exponential.power(f64x2.add(other, f64x2.splat(SHIFT))));
  }

  /** e^x, the same bits as in a pair. */
  @inline static of(x: f64): f64 {
    return f64x2.extract_lane(Exponential.pair(f64x2.splat(x)), 0);
  }

  /**
   * log(1 + u) for 0 ≤ u ≤ 1: log(1 + f) = f − (½ f² − s (½ f² + R(s²))), s = f ÷ (2 + f), where f is
   * u, or (u − 1) ÷ 2 and log 2 is added. Sun's fdlibm (1993), e_log.c.
   */
  static logOnePlus(u: v128): v128 {
    const isLarge = f64x2.gt(u, f64x2.splat(ROOT2 - 1));
    const halved = f64x2.mul(f64x2.splat(0.5), f64x2.sub(u, f64x2.splat(1)));
    const f = v128.bitselect(halved, u, isLarge);
    const low = v128.and(f64x2.splat(LN2_LOW), isLarge);
    const high = v128.and(f64x2.splat(LN2_HIGH), isLarge);
    return Exponential.series(f, high, low);
  }

  /** log x of a normal x > 0: x = (1 + f) 2^k with 1 + f from √½ to √2. */
  static log(x: f64): f64 {
    const bits = reinterpret<u64>(x) + (ONE - HALF_ROOT);
    const k = <f64>(<i64>(bits >> 52) - 1023);
    const f = reinterpret<f64>((bits & FRACTION) + HALF_ROOT) - 1;
    const high = f64x2.splat(k * LN2_HIGH);
    return f64x2.extract_lane(
      Exponential.series(f64x2.splat(f), high, f64x2.splat(k * LN2_LOW)),
      0,
    );
  }

  /** log(1 + f) and what is given in two parts. */
  private static series(f: v128, high: v128, low: v128): v128 {
    const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
    const z = f64x2.mul(s, s);
    const w = f64x2.mul(z, z);
    let odd = Exponential.term(w, f64x2.splat(0.14798198605116586), 0.1818357216161805);
    odd = Exponential.term(w, odd, 0.2857142874366239);
    odd = Exponential.term(w, odd, 0.6666666666666735);
    let even = Exponential.term(w, f64x2.splat(0.15313837699209373), 0.22222198432149784);
    even = Exponential.term(w, even, 0.3999999999940942);
    const square = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
    const series = f64x2.add(f64x2.mul(z, odd), f64x2.mul(w, even));
    const rest = f64x2.mul(s, f64x2.add(square, series));
    return f64x2.sub(high, f64x2.sub(f64x2.sub(square, f64x2.add(rest, low)), f));
  }

  /** a t + b */
  @inline private static term(t: v128, a: v128, b: f64): v128 {
    return f64x2.add(f64x2.mul(a, t), f64x2.splat(b));
  }

  /** 2^k of k + SHIFT: its low bits, moved to the exponent, added to those of 1. */
  @inline private static power(shifted: v128): v128 {
    return i64x2.add(i64x2.shl(shifted, 52), f64x2.splat(1));
  }
}
