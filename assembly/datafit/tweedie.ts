import { Exponential } from '../math/exponential';
import { Datafit } from './datafit';

/** Least curvature in Newton steps. */
const FLOOR: f64 = 1e-9;

/**
 * Compound Poisson–gamma responses ≥ 0 with log link, variance power p in (1, 2):
 * ℓ = y e^{(1−p)η} / (p − 1) + e^{(2−p)η} / (2 − p).
 * Jørgensen (1987), J. R. Stat. Soc. B 49(2), section 4.
 */
@unmanaged
export class Tweedie extends Datafit {
  power: f64;

  /** e^{(2−p)η} */
  @inline shared(eta: v128): v128 {
    return Exponential.pair(f64x2.mul(f64x2.splat(2 - this.power), eta));
  }
  @inline loss(eta: v128, y: v128, e: v128): v128 {
    const p = this.power;
    const rest = f64x2.div(this.down(eta, y), f64x2.splat(p - 1));
    return f64x2.add(rest, f64x2.div(e, f64x2.splat(2 - p)));
  }
  @inline slope(eta: v128, y: v128, e: v128): v128 {
    return f64x2.sub(e, this.down(eta, y));
  }
  @inline curvature(eta: v128, y: v128, e: v128): v128 {
    const p = this.power;
    const rest = f64x2.mul(f64x2.splat(p - 1), this.down(eta, y));
    const both = f64x2.add(f64x2.mul(f64x2.splat(2 - p), e), rest);
    return f64x2.pmax(both, f64x2.splat(FLOOR));
  }
  /** y e^{(1−p)η}, 0 where y is. */
  @inline private down(eta: v128, y: v128): v128 {
    const down = Exponential.pair(f64x2.mul(f64x2.splat(1 - this.power), eta));
    return v128.and(f64x2.mul(y, down), f64x2.gt(y, f64x2.splat(0)));
  }
  /** No closed form: Newton's method on e^{(2−p)η} − y e^{(1−p)η} = t, monotone in η. */
  inverse(t: f64, y: f64): f64 {
    const p = this.power;
    if (y == 0) return Math.log(t) / (2 - p);
    let eta = t > 0 ? max(Math.log(y), Math.log(t) / (2 - p)) : min(Math.log(y), 0);
    if (t < 0) eta = min(Math.log(y), Math.log(-y / t) / (p - 1));
    for (let k = 0; k < 100; ++k) {
      const up = Exponential.of((2 - p) * eta);
      const down = y * Exponential.of((1 - p) * eta);
      const step = (up - down - t) / ((2 - p) * up + (p - 1) * down);
      eta -= max(min(step, 2), -2);
      if (abs(step) <= 1e-15 * max(abs(eta), 1)) break;
    }
    return eta;
  }
  @inline low(y: f64): f64 {
    return y > 0 ? -Infinity : 0;
  }
  @inline high(_y: f64): f64 {
    return Infinity;
  }
}
