import { Datafit } from './datafit';

/** Positive responses with log link: ℓ = y e^−η + η. McCullagh and Nelder (1989), section 8. */
@unmanaged
export class Gamma extends Datafit {
  @inline loss(eta: f64, y: f64): f64 {
    return y * Math.exp(-eta) + eta;
  }
  @inline slope(eta: f64, y: f64): f64 {
    return 1 - y * Math.exp(-eta);
  }
  @inline curvature(eta: f64, y: f64): f64 {
    return max(y * Math.exp(-eta), 1e-9);
  }
  @inline inverse(t: f64, y: f64): f64 {
    return Math.log(y / (1 - t));
  }
  @inline low(_y: f64): f64 {
    return -Infinity;
  }
  @inline high(_y: f64): f64 {
    return 1;
  }
}
