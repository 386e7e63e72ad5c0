import { Datafit } from './datafit';

/** Curvature of the linear part in Newton steps. */
const FLOOR: f64 = 1e-4;

/** ℓ = ½ r² for |r| ≤ δ, δ|r| − ½ δ² beyond, r = y − η. Huber (1964), Ann. Math. Stat. 35(1). */
@unmanaged
export class Huber extends Datafit {
  delta: f64;

  @inline shared(eta: v128): v128 {
    return eta;
  }
  @inline loss(eta: v128, y: v128, _e: v128): v128 {
    const delta = f64x2.splat(this.delta);
    const r = f64x2.abs(f64x2.sub(y, eta));
    // with c = min(r, δ) it is c (r − ½ c)
    const c = f64x2.pmin(r, delta);
    return f64x2.mul(c, f64x2.sub(r, f64x2.mul(f64x2.splat(0.5), c)));
  }
  @inline slope(eta: v128, y: v128, _e: v128): v128 {
    const delta = f64x2.splat(this.delta);
    return f64x2.pmax(f64x2.pmin(f64x2.sub(eta, y), delta), f64x2.neg(delta));
  }
  @inline curvature(eta: v128, y: v128, _e: v128): v128 {
    const isNear = f64x2.le(f64x2.abs(f64x2.sub(y, eta)), f64x2.splat(this.delta));
    return v128.bitselect(f64x2.splat(1), f64x2.splat(FLOOR), isNear);
  }
  @inline inverse(t: f64, y: f64): f64 {
    return y + t;
  }
  @inline low(_y: f64): f64 {
    return -this.delta;
  }
  @inline high(_y: f64): f64 {
    return this.delta;
  }
}
