import { Datafit } from './datafit';

/**
 * Pinball loss ρ_τ(r) = r (τ − 1{r < 0}), r = y − η, smoothed over |r| ≤ κ so that Newton steps
 * exist; κ = 0 is the loss itself. ρ_τ = (τ − ½) r + ½ |r|, and |r| is smoothed to
 * ½ (r²/κ + κ) within κ. Koenker (2005), Quantile Regression, section 1.3;
 * Chen (2007), J. Comput. Graph. Stat. 16(1), section 2, for the smoothing.
 */
@unmanaged
export class Quantile extends Datafit {
  tau: f64;
  kappa: f64;

  @inline loss(eta: f64, y: f64): f64 {
    const r = y - eta;
    const size = abs(r);
    const smooth = size < this.kappa ? 0.5 * ((r * r) / this.kappa + this.kappa) : size;
    return (this.tau - 0.5) * r + 0.5 * smooth;
  }
  @inline slope(eta: f64, y: f64): f64 {
    const r = y - eta;
    const sign: f64 = r >= this.kappa ? 1 : r <= -this.kappa ? -1 : r / this.kappa;
    return 0.5 - this.tau - 0.5 * sign;
  }
  @inline curvature(eta: f64, y: f64): f64 {
    return abs(y - eta) < this.kappa ? 0.5 / this.kappa : 1e-3 / this.kappa;
  }
  /** Every slope in the range is a subgradient at η = y. */
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
