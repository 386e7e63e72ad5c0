import { Datafit } from './datafit';

/** Curvature of the linear part in Newton steps. */
const FLOOR: f64 = 1e-4;

/** ℓ = ½ r² for |r| ≤ δ, δ|r| − ½ δ² beyond, r = y − η. Huber (1964), Ann. Math. Stat. 35(1). */
@unmanaged
export class Huber extends Datafit {
  delta: f64;

  @inline loss(eta: f64, y: f64): f64 {
    const r = abs(y - eta);
    return r <= this.delta ? 0.5 * r * r : this.delta * (r - 0.5 * this.delta);
  }
  @inline slope(eta: f64, y: f64): f64 {
    return max(min(eta - y, this.delta), -this.delta);
  }
  @inline curvature(eta: f64, y: f64): f64 {
    return abs(y - eta) <= this.delta ? 1 : FLOOR;
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
