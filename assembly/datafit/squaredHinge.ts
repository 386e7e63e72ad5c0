import { Datafit } from './datafit';

/** Curvature of rows beyond the margin in Newton steps. */
const FLOOR: f64 = 1e-5;

/**
 * ℓ = ½ max(0, 1 − sη)², s = 2y − 1 for classes y = 0 and 1: the linear support vector machine.
 * Fan et al. (2008), J. Mach. Learn. Res. 9, section 2.
 */
@unmanaged
export class SquaredHinge extends Datafit {
  @inline shared(eta: v128): v128 {
    return eta;
  }
  @inline loss(eta: v128, y: v128, _e: v128): v128 {
    const s = f64x2.sub(f64x2.add(y, y), f64x2.splat(1));
    const m = f64x2.pmax(f64x2.sub(f64x2.splat(1), f64x2.mul(s, eta)), f64x2.splat(0));
    return f64x2.mul(f64x2.mul(f64x2.splat(0.5), m), m);
  }
  @inline slope(eta: f64, y: f64, _e: f64): f64 {
    const s = 2 * y - 1;
    return -s * max(1 - s * eta, 0);
  }
  @inline curvature(eta: f64, y: f64, _e: f64): f64 {
    return (2 * y - 1) * eta < 1 ? 1 : FLOOR;
  }
  @inline inverse(t: f64, y: f64): f64 {
    const s = 2 * y - 1;
    return s + t;
  }
  @inline low(y: f64): f64 {
    return y > 0.5 ? -Infinity : 0;
  }
  @inline high(y: f64): f64 {
    return y > 0.5 ? 0 : Infinity;
  }
}
