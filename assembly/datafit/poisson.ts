import { Exponential } from '../math/exponential';
import { Datafit } from './datafit';

/** Least mean in Newton steps. */
const FLOOR: f64 = 1e-9;

/** Counts with log link: ℓ = e^η − yη. McCullagh and Nelder (1989), section 6. */
@unmanaged
export class Poisson extends Datafit {
  /** e^η */
  @inline shared(eta: v128): v128 {
    return Exponential.pair(eta);
  }
  @inline loss(eta: v128, y: v128, e: v128): v128 {
    // η may be −∞ where y is 0
    const isCount = f64x2.gt(y, f64x2.splat(0));
    return f64x2.sub(e, v128.and(f64x2.mul(y, eta), isCount));
  }
  @inline slope(_eta: v128, y: v128, e: v128): v128 {
    return f64x2.sub(e, y);
  }
  @inline curvature(_eta: v128, _y: v128, e: v128): v128 {
    return f64x2.pmax(e, f64x2.splat(FLOOR));
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
