import { Datafit } from './datafit';

/** ℓ = ½ (y − η)² */
@unmanaged
export class Gaussian extends Datafit {
  @inline loss(eta: f64, y: f64): f64 {
    const r = y - eta;
    return 0.5 * r * r;
  }
  @inline slope(eta: f64, y: f64): f64 {
    return eta - y;
  }
  @inline curvature(_eta: f64, _y: f64): f64 {
    return 1;
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
