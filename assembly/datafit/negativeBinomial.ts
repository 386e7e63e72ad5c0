import { Exponential } from '../math/exponential';
import { Datafit } from './datafit';

/**
 * Overdispersed counts with log link, variance μ + μ²/θ for a given θ:
 * ℓ = (y + θ) log(θ + e^η) − yη. Venables and Ripley (2002), section 7.4.
 */
@unmanaged
export class NegativeBinomial extends Datafit {
  theta: f64;

  /** e^−|η − log θ| */
  @inline shared(eta: v128): v128 {
    const away = f64x2.sub(eta, f64x2.splat(Math.log(this.theta)));
    return Exponential.pair(f64x2.neg(f64x2.abs(away)));
  }
  @inline loss(eta: v128, y: v128, e: v128): v128 {
    const base = f64x2.splat(Math.log(this.theta));
    // log(θ + e^η) = max(η, log θ) + log(1 + e^−|η − log θ|)
    const mixed = f64x2.add(f64x2.pmax(eta, base), Exponential.logOnePlus(e));
    const isCount = f64x2.gt(y, f64x2.splat(0));
    const all = f64x2.mul(f64x2.add(y, f64x2.splat(this.theta)), mixed);
    return f64x2.sub(all, v128.and(f64x2.mul(y, eta), isCount));
  }
  @inline slope(eta: f64, y: f64, e: f64): f64 {
    const theta = this.theta;
    // (y + θ) μ / (θ + μ) − y = θ (μ − y) / (θ + μ), divided through by the larger of μ and θ
    const top = eta > Math.log(theta) ? theta - y * e : theta * e - y;
    return top / (1 + e);
  }
  @inline curvature(_eta: f64, y: f64, e: f64): f64 {
    return max(((y + this.theta) * e) / ((1 + e) * (1 + e)), 1e-9);
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
