/** Two-lane helpers: horizontal sums in one fixed order, values of f64, f32 or i8 storage as f64. */
export abstract class Lanes {
  /** a₀ + a₁ */
  @inline static sum(a: v128): f64 {
    return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  }

  /** Two consecutive values at `at`, widened to f64. */
  @inline static pair<T>(at: usize, offset: usize = 0): v128 {
    if (sizeof<T>() == 8) return v128.load(at + offset);
    if (sizeof<T>() == 4) return f64x2.promote_low_f32x4(v128.load64_zero(at + offset));
    const words = i16x8.extend_low_i8x16_s(v128.load16_splat(at + offset));
    return f64x2.convert_low_i32x4_s(i32x4.extend_low_i16x8_s(words));
  }

  /** One value at `at`, widened to f64. */
  @inline static one<T>(at: usize): f64 {
    return <f64>load<T>(at);
  }
}
