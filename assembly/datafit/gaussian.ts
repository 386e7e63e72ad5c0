import { Datafit } from './datafit';

/** ℓ = ½ (y − η)² */
@unmanaged
export class Gaussian extends Datafit {
  @inline shared(eta: v128): v128 {
    return eta;
  }
  @inline loss(eta: v128, y: v128, _e: v128): v128 {
    const r = f64x2.sub(y, eta);
    return f64x2.mul(f64x2.mul(f64x2.splat(0.5), r), r);
  }
  @inline slope(eta: v128, y: v128, _e: v128): v128 {
    return f64x2.sub(eta, y);
  }
  @inline curvature(_eta: v128, _y: v128, _e: v128): v128 {
    return f64x2.splat(1);
  }
  @inline inverse(t: f64, y: f64): f64 {
    return y + t;
  }
  @inline low(_y: f64): f64 {
    return -Infinity;
  }
  @inline high(_y: f64): f64 {
    return Infinity;
  }
}
