import { Exponential } from '../math/exponential';
import { Lanes } from '../math/lanes';
import { Datafit } from './datafit';

/**
 * Pinball loss ρ_τ(r) = r (τ − 1{r < 0}), r = y − η; κ = 0 is the loss itself. With κ > 0 the
 * conjugate tη gets the barrier −κ log 4(t + τ)(1 − τ − t) of its range, as in interior-point
 * methods: Newton steps then hold far from the optimum, every slope lies inside the range, and what
 * the smoothing costs of the duality gap is at most κ. With q = (η − y) / κ and S = √(4 + q²),
 *
 *   ℓ = t (η − y) + κ log(4 / (2 + S)),   t = ½ − τ + q / (4 + 2S),   ℓ″ = 1 / (κ S (2 + S)).
 *
 * Koenker (2005), Quantile Regression, section 1.3; Portnoy and Koenker (1997), Stat. Sci. 12(4),
 * section 4, for the barrier.
 */
@unmanaged
export class Quantile extends Datafit {
  tau: f64;
  kappa: f64;

  @inline shared(eta: v128): v128 {
    return eta;
  }
  @inline loss(eta: v128, y: v128, _e: v128): v128 {
    return Lanes.of(
      this.value(f64x2.extract_lane(eta, 0), f64x2.extract_lane(y, 0)),
      this.value(f64x2.extract_lane(eta, 1), f64x2.extract_lane(y, 1)),
    );
  }
  private value(eta: f64, y: f64): f64 {
    const d = eta - y;
    const kappa = this.kappa;
    if (kappa == 0) return d < 0 ? -this.tau * d : (1 - this.tau) * d;
    const root = this.root(d);
    return this.slopeOf(d) * d + kappa * Exponential.log(4 / (2 + root));
  }
  @inline slope(eta: v128, y: v128, _e: v128): v128 {
    const d = f64x2.sub(eta, y);
    return Lanes.of(this.slopeOf(f64x2.extract_lane(d, 0)), this.slopeOf(f64x2.extract_lane(d, 1)));
  }
  @inline private slopeOf(d: f64): f64 {
    if (this.kappa == 0) return d < 0 ? -this.tau : d > 0 ? 1 - this.tau : 0;
    return 0.5 - this.tau + d / this.kappa / (4 + 2 * this.root(d));
  }
  @inline curvature(eta: v128, y: v128, _e: v128): v128 {
    const d = f64x2.sub(eta, y);
    return Lanes.of(
      this.curvatureOf(f64x2.extract_lane(d, 0)),
      this.curvatureOf(f64x2.extract_lane(d, 1)),
    );
  }
  @inline private curvatureOf(d: f64): f64 {
    if (this.kappa == 0) return 1;
    const root = this.root(d);
    return 1 / (this.kappa * root * (2 + root));
  }
  /** S */
  @inline private root(d: f64): f64 {
    const q = d / this.kappa;
    return Math.sqrt(4 + q * q);
  }
  /** Of the loss itself: every slope in the range is a subgradient at η = y. */
  @inline inverse(_t: f64, y: f64): f64 {
    return y;
  }
  @inline low(_y: f64): f64 {
    return -this.tau;
  }
  @inline high(_y: f64): f64 {
    return 1 - this.tau;
  }
}
