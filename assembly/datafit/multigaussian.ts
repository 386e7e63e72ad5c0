import { JointDatafit } from './jointDatafit';

/** Several responses with squared loss: ℓ = ½ Σ_k (y_k − η_k)². */
@unmanaged
export class Multigaussian extends JointDatafit {
  @inline open(): void {}

  loss(y: usize, stride: usize): f64 {
    let sum: f64 = 0;
    for (let k = 0; k < this.count; ++k) {
      const r = load<f64>(y + <usize>k * stride) - this.eta(k);
      sum += r * r;
    }
    return 0.5 * sum;
  }
  @inline slope(k: i32, y: f64): f64 {
    return this.eta(k) - y;
  }
  @inline curvature(_k: i32): f64 {
    return 1;
  }
  @inline low(_y: f64): f64 {
    return -Infinity;
  }
  /** ½ Σ (t − ∂ℓ/∂η)² */
  distance(y: usize, stride: usize): f64 {
    let sum: f64 = 0;
    for (let k = 0; k < this.count; ++k) {
      const away = this.dual(k) - this.slope(k, load<f64>(y + <usize>k * stride));
      sum += away * away;
    }
    return 0.5 * sum;
  }
}
