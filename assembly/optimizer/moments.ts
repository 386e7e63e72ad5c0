import { Real, Reals } from '../math/reals';

/** What gradients and means, then squares, must exceed: see Moments.flush. */
const LEAST: usize = memory.data<Real>([1e-15, 1e-34, 0, 0], 16);

/** What optimizers share. */
export abstract class Moments {
  /** keep a + rest b: a running mean where keep + rest = 1. */
  @inline static mix(keep: v128, a: v128, rest: v128, b: v128): v128 {
    return Reals.madd(v128.mul<Real>(rest, b), keep, a);
  }

  /**
   * a, and 0 where it is not larger than `least`: WASM cannot flush subnormal numbers, which cost sixty
   * times as much. Means fall by a factor in each step, so that now and then is enough for them.
   */
  @inline static flush(a: v128, least: v128): v128 {
    return v128.and(a, v128.gt<Real>(v128.abs<Real>(a), least));
  }

  /** A moment, without what is too small where `flushes`, which is known when this is compiled. */
  @inline static settle(a: v128, flushes: bool): v128 {
    return flushes ? Moments.flush(a, Moments.leastSquare()) : a;
  }

  @inline static least(): v128 {
    return Reals.all(LEAST);
  }
  @inline static leastSquare(): v128 {
    return Reals.all(LEAST + sizeof<Real>());
  }

  /** x in all lanes. */
  @inline static of(x: f64): v128 {
    return v128.splat<Real>(<Real>x);
  }

  /** n times rate ÷ (√(v) root + ε): how far a weight goes for a gradient of 1. */
  static lengths(n: i32, rate: f64, v: usize, root: f64, epsilon: f64, to: usize): void {
    const factor = Moments.of(root);
    const more = Moments.of(epsilon);
    const step = Moments.of(rate);
    for (const end = v + Reals.bytes(n); v < end; v += 16, to += 16) {
      const size = Reals.madd(more, v128.sqrt<Real>(v128.load(v)), factor);
      v128.store(to, v128.div<Real>(step, size));
    }
  }
}
