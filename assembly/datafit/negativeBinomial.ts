import { Datafit } from './datafit';

/**
 * Overdispersed counts with log link, variance μ + μ²/θ for a given θ:
 * ℓ = (y + θ) log(θ + e^η) − yη. Venables and Ripley (2002), section 7.4.
 */
@unmanaged
export class NegativeBinomial extends Datafit {
  theta: f64;

  @inline loss(eta: f64, y: f64): f64 {
    const theta = this.theta;
    const base = Math.log(theta);
    // log(θ + e^η) = max(η, log θ) + log(1 + e^−|η − log θ|)
    const mixed = max(eta, base) + Math.log1p(Math.exp(-abs(eta - base)));
    return (y + theta) * mixed - (y > 0 ? y * eta : 0);
  }
  @inline slope(eta: f64, y: f64): f64 {
    const theta = this.theta;
    // (y + θ) μ / (θ + μ) − y = θ (μ − y) / (θ + μ), divided through by the larger of μ and θ
    if (eta > Math.log(theta)) {
      const small = Math.exp(-eta);
      return (theta * (1 - y * small)) / (1 + theta * small);
    }
    const mean = Math.exp(eta);
    return (theta * (mean - y)) / (theta + mean);
  }
  @inline curvature(eta: f64, y: f64): f64 {
    const theta = this.theta;
    const e = Math.exp(-abs(eta - Math.log(theta)));
    return max(((y + theta) * e) / ((1 + e) * (1 + e)), 1e-9);
  }
  @inline inverse(t: f64, y: f64): f64 {
    return Math.log((this.theta * (y + t)) / (this.theta - t));
  }
  @inline low(y: f64): f64 {
    return -y;
  }
  @inline high(_y: f64): f64 {
    return this.theta;
  }
}
