import { Noise } from '../math/philox';
import { LANES, Real, Reals, SIZE, VECTOR } from '../math/reals';

/**
 * m = 0 with probability `rate`, else `scale`: n numbers, in whole groups of eight. A number has 16
 * random bits, as in dropoutForward.
 */
export function maskFactors(n: i32, rate: f64, scale: f64, noise: Noise, m: usize): void {
  const value = v128.splat<Real>(<Real>scale);
  const limit = i16x8.splat(<i16>min(<i32>Math.round(rate * 65536), 65535));
  for (let group = 0; n > 0; group += 2, n -= 64) {
    noise.drawTwo(group);
    const count = min(n, 64);
    for (let w = 0; w < count; w += 8, m += 8 * SIZE) {
      const words = v128.load(changetype<usize>(noise) + 16 + ((<usize>w) << 1));
      const kept = i16x8.ge_u(words, limit);
      Mask.put(value, i32x4.extend_low_i16x8_s(kept), m);
      Mask.put(value, i32x4.extend_high_i16x8_s(kept), m + 4 * SIZE);
    }
  }
}

abstract class Mask {
  /** Four factors; `kept` has 32 bits of each. */
  @inline static put(value: v128, kept: v128, m: usize): void {
    if (SIZE == 4) {
      v128.store(m, v128.and(value, kept));
      return;
    }
    v128.store(m, v128.and(value, i64x2.extend_low_i32x4_s(kept)));
    v128.store(m, v128.and(value, i64x2.extend_high_i32x4_s(kept)), VECTOR);
  }
}

/** y = m x + kept where m > 0, dropped elsewhere: n numbers in whole vectors. */
export function alphaForward(n: i32, dropped: f64, kept: f64, m: usize, x: usize, y: usize): void {
  const low = v128.splat<Real>(<Real>dropped);
  const high = v128.splat<Real>(<Real>kept);
  for (; n > 0; n -= LANES, m += VECTOR, x += VECTOR, y += VECTOR) {
    const factor = v128.load(m);
    const shift = v128.bitselect(high, low, v128.gt<Real>(factor, v128.splat<Real>(0)));
    v128.store(y, Reals.madd(shift, factor, v128.load(x)));
  }
}

/** Each of `outer` rows of `inner` numbers, `repeat` times. */
export function repeatRows(outer: i32, repeat: i32, inner: i32, from: usize, to: usize): void {
  const bytes = Reals.bytes(inner);
  for (; outer > 0; outer--, from += bytes)
    for (let k = repeat; k > 0; k--, to += bytes) {
      if (inner == 1) store<Real>(to, load<Real>(from));
      else memory.copy(to, from, bytes);
    }
}
