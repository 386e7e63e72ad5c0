import { Exponential } from '../math/exponential';
import { Datafit } from './datafit';

/** Least curvature in Newton steps. */
const FLOOR: f64 = 1e-9;

/** Positive responses with log link: ℓ = y e^−η + η. McCullagh and Nelder (1989), section 8. */
@unmanaged
export class Gamma extends Datafit {
  /** e^−η */
  @inline shared(eta: v128): v128 {
    return Exponential.pair(f64x2.neg(eta));
  }
  @inline loss(eta: v128, y: v128, e: v128): v128 {
    return f64x2.add(f64x2.mul(y, e), eta);
  }
  @inline slope(_eta: v128, y: v128, e: v128): v128 {
    return f64x2.sub(f64x2.splat(1), f64x2.mul(y, e));
  }
  @inline curvature(_eta: v128, y: v128, e: v128): v128 {
    return f64x2.pmax(f64x2.mul(y, e), f64x2.splat(FLOOR));
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
