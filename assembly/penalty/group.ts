import { BlockPenalty } from './blockPenalty';

/**
 * Sparse group lasso with an L2 share:
 * φ(b) = f [ w strength ‖b‖₂ + l1 ‖b‖₁ + l2/2 ‖b‖₂² ]; l1 = l2 = 0 is the group lasso.
 * Simon, Friedman, Hastie, Tibshirani (2013), J. Comput. Graph. Stat. 22(2), eq. (3); Yuan and
 * Lin (2006), J. R. Stat. Soc. B 68(1) for the group lasso.
 */
@unmanaged
export class Group extends BlockPenalty {
  strength: f64;
  l1: f64;
  l2: f64;

  @inline edge(f: f64): f64 {
    return f * this.l1;
  }
  @inline radial(size: f64, f: f64, w: f64): f64 {
    return f * size * (w * this.strength + 0.5 * this.l2 * size);
  }
  @inline prox(z: f64, h: f64, f: f64, w: f64): f64 {
    return max(z - f * w * this.strength, 0) / (h + f * this.l2);
  }
  @inline slope(size: f64, f: f64, w: f64): f64 {
    return f * (w * this.strength + this.l2 * size);
  }
  @inline curvature(_size: f64, f: f64, _w: f64): f64 {
    return f * this.l2;
  }
  @inline conjugate(v: f64, f: f64, w: f64, cap: f64): f64 {
    const excess = v - f * w * this.strength;
    if (excess <= 0) return 0;
    const l2 = f * this.l2;
    if (l2 * cap <= excess) return cap * (excess - 0.5 * l2 * cap);
    return (excess * excess) / (2 * l2);
  }
  /** ‖b‖₁ ≥ ‖b‖₂, so the linear parts add. */
  @inline cap(value: f64, f: f64, w: f64): f64 {
    const linear = f * (w * this.strength + this.l1);
    if (linear > 0) return value / linear;
    return f * this.l2 > 0 ? Math.sqrt((2 * value) / (f * this.l2)) : Infinity;
  }
  @inline reach(f: f64, w: f64): f64 {
    return f * this.l2 > 0 ? Infinity : f * w * this.strength;
  }
}
