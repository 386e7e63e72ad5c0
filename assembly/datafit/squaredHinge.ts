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
    const m = SquaredHinge.lack(eta, y);
    return f64x2.mul(f64x2.mul(f64x2.splat(0.5), m), m);
  }
  @inline slope(eta: v128, y: v128, _e: v128): v128 {
    return f64x2.neg(f64x2.mul(SquaredHinge.sign(y), SquaredHinge.lack(eta, y)));
  }
  @inline curvature(eta: v128, y: v128, _e: v128): v128 {
    const isInside = f64x2.lt(f64x2.mul(SquaredHinge.sign(y), eta), f64x2.splat(1));
    return v128.bitselect(f64x2.splat(1), f64x2.splat(FLOOR), isInside);
  }
  /** s */
  @inline private static sign(y: v128): v128 {
    return f64x2.sub(f64x2.add(y, y), f64x2.splat(1));
  }
  /** max(0, 1 − sη) */
  @inline private static lack(eta: v128, y: v128): v128 {
    const margin = f64x2.mul(SquaredHinge.sign(y), eta);
    return f64x2.pmax(f64x2.sub(f64x2.splat(1), margin), f64x2.splat(0));
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
