import { Datafit } from './datafit';

/** Below this a probability's variance counts as this much in Newton steps. */
const FLOOR: f64 = 1e-9;

/**
 * Logistic loss ℓ = log(1 + e^η) − yη, y the share of successes in [0, 1].
 * McCullagh and Nelder (1989), Generalized Linear Models, section 4.
 */
@unmanaged
export class Binomial extends Datafit {
  @inline loss(eta: f64, y: f64): f64 {
    // log(1 + e^η) = max(η, 0) + log(1 + e^−|η|)
    return max(eta, 0) + Math.log1p(Math.exp(-abs(eta))) - y * eta;
  }
  @inline slope(eta: f64, y: f64): f64 {
    const e = Math.exp(-abs(eta));
    // σ(η) − y, with the small one of σ and 1 − σ kept exact
    return eta < 0 ? e / (1 + e) - y : 1 - y - e / (1 + e);
  }
  @inline curvature(eta: f64, _y: f64): f64 {
    const e = Math.exp(-abs(eta));
    return max(e / ((1 + e) * (1 + e)), FLOOR);
  }
  @inline inverse(t: f64, y: f64): f64 {
    const mean = t + y;
    return Math.log(mean / (1 - y - t));
  }
  @inline low(y: f64): f64 {
    return -y;
  }
  @inline high(y: f64): f64 {
    return 1 - y;
  }
}
