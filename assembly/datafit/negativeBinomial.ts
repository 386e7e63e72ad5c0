import { Exponential } from '../math/exponential';
import { Datafit } from './datafit';

/** Least curvature in Newton steps. */
const FLOOR: f64 = 1e-9;

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
  @inline slope(eta: v128, y: v128, e: v128): v128 {
    const theta = f64x2.splat(this.theta);
    // (y + θ) μ / (θ + μ) − y = θ (μ − y) / (θ + μ), divided through by the larger of μ and θ
    const large = f64x2.sub(theta, f64x2.mul(y, e));
    const small = f64x2.sub(f64x2.mul(theta, e), y);
    const isLarge = f64x2.gt(eta, f64x2.splat(Math.log(this.theta)));
    return f64x2.div(v128.bitselect(large, small, isLarge), f64x2.add(f64x2.splat(1), e));
  }
  @inline curvature(_eta: v128, y: v128, e: v128): v128 {
    const one = f64x2.add(f64x2.splat(1), e);
    const top = f64x2.mul(f64x2.add(y, f64x2.splat(this.theta)), e);
    return f64x2.pmax(f64x2.div(top, f64x2.mul(one, one)), f64x2.splat(FLOOR));
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
