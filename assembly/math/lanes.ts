/** Two-lane helpers: horizontal sums in one fixed order, values of f64, f32 or i8 storage as f64. */
export abstract class Lanes {
  /** a₀ + a₁ */
  @inline static sum(a: v128): f64 {
    return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  }

  /** Of two f64 at `at`, of which the second is 0 where it lies behind `end`. */
  @inline static upTo(at: usize, end: usize): v128 {
    return at + 8 < end ? v128.load(at) : v128.load64_zero(at);
  }

  /** Stores both at `at`, or the first where the second would lie behind `end`. */
  @inline static putUpTo(at: usize, end: usize, a: v128): void {
    if (at + 8 < end) v128.store(at, a);
    else v128.store_lane<f64>(at, a, 0);
  }

  /** [a, b] */
  @inline static of(a: f64, b: f64): v128 {
    return f64x2.replace_lane(f64x2.splat(a), 1, b);
  }

  /** s + (x − c) v */
  @inline static step(s: v128, x: v128, c: v128, v: v128): v128 {
    return f64x2.add(s, f64x2.mul(f64x2.sub(x, c), v));
  }

  /** Two consecutive values at `at`, widened to f64. */
  @inline static pair<T>(at: usize, offset: usize = 0): v128 {
    if (sizeof<T>() == 8) return v128.load(at + offset);
    if (sizeof<T>() == 4) return f64x2.promote_low_f32x4(v128.load64_zero(at + offset));
    return f64x2.convert_low_i32x4_s(Lanes.bytes(v128.load16_splat(at + offset)));
  }

  /**
   * What `low` and `high` need of four consecutive values at `at`: i8 become i32 together, which is
   * cheaper than by pairs; the wider types are loaded by `low` and `high` themselves.
   */
  @inline static four<T>(at: usize): v128 {
    if (sizeof<T>() > 1) return i64x2.splat(0);
    return Lanes.bytes(v128.load32_zero(at));
  }

  /** The first two of four values at `at`. */
  @inline static low<T>(four: v128, at: usize): v128 {
    if (sizeof<T>() > 1) return Lanes.pair<T>(at);
    return f64x2.convert_low_i32x4_s(four);
  }

  /** The last two of four values at `at`. */
  @inline static high<T>(four: v128, at: usize): v128 {
    if (sizeof<T>() > 1) return Lanes.pair<T>(at, 2 * sizeof<T>());
    return f64x2.convert_low_i32x4_s(v128.shuffle<i64>(four, four, 1, 1));
  }

  /** The values at `a` and at `b`, widened to f64. */
  @inline static two<T>(a: usize, b: usize): v128 {
    if (sizeof<T>() == 8) return v128.load64_lane(b, v128.load64_zero(a), 1);
    if (sizeof<T>() == 4)
      return f64x2.promote_low_f32x4(v128.load32_lane(b, v128.load32_zero(a), 1));
    return Lanes.of(Lanes.one<T>(a), Lanes.one<T>(b));
  }

  /** One value at `at`, widened to f64. */
  @inline static one<T>(at: usize): f64 {
    return <f64>load<T>(at);
  }

  /** The first four of sixteen i8 as i32. */
  @inline private static bytes(a: v128): v128 {
    return i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(a));
  }
}
