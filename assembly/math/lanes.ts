/** Two-lane helpers: horizontal sums with one fixed order, and pairs loaded from f64 or f32 storage. */
export abstract class Lanes {
  /** a₀ + a₁ */
  @inline static sum(a: v128): f64 {
    return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  }

  /** Two consecutive values at `at`, widened to f64. */
  @inline static pair<T>(at: usize, offset: usize = 0): v128 {
    if (sizeof<T>() == 8) return v128.load(at + offset);
    return f64x2.promote_low_f32x4(v128.load64_zero(at + offset));
  }

  /** One value at `at`, widened to f64. */
  @inline static one<T>(at: usize): f64 {
    return <f64>load<T>(at);
  }
}
