import { Lanes } from '../math/lanes';
import { JointDatafit } from './jointDatafit';

/** Several responses with squared loss: ℓ = ½ Σ_k (y_k − η_k)². */
@unmanaged
export class Multigaussian extends JointDatafit {
  @inline open(): void {}

  loss(y: usize, stride: usize, left: usize): v128 {
    let sum = f64x2.splat(0);
    for (let k = 0; k < this.count; ++k, y += stride) {
      const r = this.slope(k, Lanes.upTo(y, y + left));
      sum = f64x2.add(sum, f64x2.mul(r, r));
    }
    return f64x2.mul(f64x2.splat(0.5), sum);
  }
  @inline slope(k: i32, y: v128): v128 {
    return f64x2.sub(this.eta(k), y);
  }
  @inline curvature(_k: i32): v128 {
    return f64x2.splat(1);
  }
  @inline cross(_k: i32, _l: i32): v128 {
    return f64x2.splat(0);
  }
  @inline low(_y: f64): f64 {
    return -Infinity;
  }
  /** ½ Σ (t − ∂ℓ/∂η)² */
  distance(y: usize, stride: usize, left: usize): v128 {
    let sum = f64x2.splat(0);
    for (let k = 0; k < this.count; ++k, y += stride) {
      const away = f64x2.sub(this.dual(k), this.slope(k, Lanes.upTo(y, y + left)));
      sum = f64x2.add(sum, f64x2.mul(away, away));
    }
    return f64x2.mul(f64x2.splat(0.5), sum);
  }
}
