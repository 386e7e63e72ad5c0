import { Datafit } from './datafit';

/** Least mean in Newton steps. */
const FLOOR: f64 = 1e-9;

/** Counts with log link: ℓ = e^η − yη. McCullagh and Nelder (1989), section 6. */
@unmanaged
export class Poisson extends Datafit {
  @inline loss(eta: f64, y: f64): f64 {
    return Math.exp(eta) - (y > 0 ? y * eta : 0);
  }
  @inline slope(eta: f64, y: f64): f64 {
    return Math.exp(eta) - y;
  }
  @inline curvature(eta: f64, _y: f64): f64 {
    return max(Math.exp(eta), FLOOR);
  }
  @inline inverse(t: f64, y: f64): f64 {
    return Math.log(t + y);
  }
  @inline low(y: f64): f64 {
    return -y;
  }
  @inline high(_y: f64): f64 {
    return Infinity;
  }
}
