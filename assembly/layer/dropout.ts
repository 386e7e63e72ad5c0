import { Noise } from '../math/philox';
import { Real, SIZE, VECTOR } from '../math/reals';

/**
 * Inverted dropout: m = 0 with probability `rate`, else 1 ÷ (1 − rate); y = m x. The factors m are
 * kept for the backward pass, dx = m dy. A number has 16 random bits, so rates are multiples of 2⁻¹⁶;
 * numbers 32 g … 32 g + 31 come from group g of blocks. x, m, y: n numbers in whole vectors.
 *
 * Srivastava et al. (2014), JMLR 15, section 10 (inverted scaling).
 */
export function dropoutForward(
  n: i32,
  rate: f64,
  noise: Noise,
  x: usize,
  m: usize,
  y: usize,
): void {
  const scale = v128.splat<Real>(<Real>(1 / (1 - rate)));
  const limit = i16x8.splat(<i16>min(<i32>Math.round(rate * 65536), 65535));
  for (let group = 0; n > 0; group += 2, n -= 64) {
    noise.drawTwo(group);
    const count = min(n, 64);
    for (let w = 0; w < count; w += 8) {
      // a number is kept where its 16 bits reach the limit: half a word each
      const words = v128.load(changetype<usize>(noise) + 16 + ((<usize>w) << 1));
      const kept = i16x8.ge_u(words, limit);
      const low = i32x4.extend_low_i16x8_s(kept);
      const high = i32x4.extend_high_i16x8_s(kept);
      Factors.put(scale, low, x, m, y);
      Factors.put(scale, high, x + 4 * SIZE, m + 4 * SIZE, y + 4 * SIZE);
      x += 8 * SIZE;
      m += 8 * SIZE;
      y += 8 * SIZE;
    }
  }
}

abstract class Factors {
  /** Four factors and their products; `kept` has 32 bits of each. */
  @inline static put(scale: v128, kept: v128, x: usize, m: usize, y: usize): void {
    if (SIZE == 4) {
      Factors.one(v128.and(scale, kept), x, m, y, 0);
      return;
    }
    Factors.one(v128.and(scale, i64x2.extend_low_i32x4_s(kept)), x, m, y, 0);
    Factors.one(v128.and(scale, i64x2.extend_high_i32x4_s(kept)), x, m, y, VECTOR);
  }

  @inline private static one(factor: v128, x: usize, m: usize, y: usize, at: usize): void {
    v128.store(m + at, factor);
    v128.store(y + at, v128.mul<Real>(factor, v128.load(x + at)));
  }
}
