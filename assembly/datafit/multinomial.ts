import { JointDatafit } from './jointDatafit';

/** Below this a probability's variance counts as this much in Newton steps. */
const FLOOR: f64 = 1e-9;

/**
 * Softmax cross-entropy ℓ = log Σ_k e^η_k − Σ_k y_k η_k, y a distribution over the K classes.
 * Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), section 4.
 *
 * With m = max η and e_k = e^(η_k − m) a row keeps e_k and Σ e_k without its largest term, so that
 * p_k and 1 − p_k have all their digits.
 */
@unmanaged
export class Multinomial extends JointDatafit {
  @inline private share(k: i32): f64 {
    return load<f64>(this.at(1, k));
  }
  /** Σ e_k but for the largest. */
  @inline private get others(): f64 {
    return load<f64>(this.at(3, 0));
  }
  /** The class with the largest predictor. */
  @inline private get top(): i32 {
    return <i32>load<f64>(this.at(3, 1));
  }
  /** Σ_{l ≠ k} e_l */
  @inline private rest(k: i32): f64 {
    return k == this.top ? this.others : 1 + this.others - this.share(k);
  }

  open(): void {
    let top = 0;
    for (let k = 1; k < this.count; ++k) if (this.eta(k) > this.eta(top)) top = k;
    const most = this.eta(top);
    let others: f64 = 0;
    for (let k = 0; k < this.count; ++k) {
      const e: f64 = k == top ? 1 : Math.exp(this.eta(k) - most);
      store<f64>(this.at(1, k), e);
      if (k != top) others += e;
    }
    store<f64>(this.at(3, 0), others);
    store<f64>(this.at(3, 1), <f64>top);
  }

  loss(y: usize, stride: usize): f64 {
    const most = this.eta(this.top);
    const log = Math.log1p(this.others);
    let sum: f64 = 0;
    for (let k = 0; k < this.count; ++k) {
      const share = load<f64>(y + <usize>k * stride);
      if (share > 0) sum += share * (most - this.eta(k) + log);
    }
    return sum;
  }
  /** p − y = (e_k (1 − y) − y Σ_{l ≠ k} e_l) ÷ Σ e_l */
  @inline slope(k: i32, y: f64): f64 {
    return (this.share(k) * (1 - y) - y * this.rest(k)) / (1 + this.others);
  }
  @inline curvature(k: i32): f64 {
    const total = 1 + this.others;
    return max((this.share(k) / total) * (this.rest(k) / total), FLOOR);
  }
  @inline low(y: f64): f64 {
    return -y;
  }

  /**
   * The divergence of p from q = y + t, a distribution: Σ q log(q/p) − q + p, whose terms are ≥ 0.
   */
  distance(y: usize, stride: usize): f64 {
    const most = this.eta(this.top);
    const log = Math.log1p(this.others);
    let sum: f64 = 0;
    for (let k = 0; k < this.count; ++k) {
      const share = load<f64>(y + <usize>k * stride);
      const p = this.share(k) / (1 + this.others);
      const away = this.dual(k) - this.slope(k, share);
      const q = max(share + this.dual(k), 0);
      if (q == 0) {
        sum += p;
        continue;
      }
      const near = abs(away) < 0.5 * p;
      const ratio = near ? Math.log1p(away / p) : Math.log(q) - (this.eta(k) - most - log);
      sum += max(q * ratio - away, 0);
    }
    return sum;
  }
}
