import { Exponential } from '../math/exponential';
import { Datafit } from './datafit';

/** Below this a probability's variance counts as this much in Newton steps. */
const FLOOR: f64 = 1e-9;

/**
 * Logistic loss ℓ = log(1 + e^η) − yη, y the share of successes in [0, 1].
 * McCullagh and Nelder (1989), Generalized Linear Models, section 4.
 */
@unmanaged
export class Binomial extends Datafit {
  /** e^−|η| */
  @inline shared(eta: v128): v128 {
    return Exponential.pair(f64x2.neg(f64x2.abs(eta)));
  }
  @inline loss(eta: v128, y: v128, e: v128): v128 {
    // log(1 + e^η) = max(η, 0) + log(1 + e^−|η|)
    const log = f64x2.add(f64x2.pmax(eta, f64x2.splat(0)), Exponential.logOnePlus(e));
    return f64x2.sub(log, f64x2.mul(y, eta));
  }
  @inline slope(eta: v128, y: v128, e: v128): v128 {
    // σ(η) − y, with the small one of σ and 1 − σ kept exact
    const small = Binomial.small(e);
    const above = f64x2.sub(f64x2.sub(f64x2.splat(1), y), small);
    return v128.bitselect(f64x2.sub(small, y), above, f64x2.lt(eta, f64x2.splat(0)));
  }
  @inline curvature(_eta: v128, _y: v128, e: v128): v128 {
    // σ (1 − σ), the large one being 1 ÷ (1 + e)
    const variance = f64x2.div(Binomial.small(e), f64x2.add(f64x2.splat(1), e));
    return f64x2.pmax(variance, f64x2.splat(FLOOR));
  }
  /** The small one of σ and 1 − σ. */
  @inline private static small(e: v128): v128 {
    return f64x2.div(e, f64x2.add(f64x2.splat(1), e));
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
