import { Penalty } from './penalty';

/**
 * g(b) = l1 |b| + l2/2 b² with l1 = λ r, l2 = λ (1 − r); r = 1 is the lasso, r = 0 ridge.
 * Zou and Hastie (2005), J. R. Stat. Soc. B 67(2).
 */
@unmanaged
export class ElasticNet extends Penalty {
  l1: f64;
  l2: f64;

  @inline value(b: f64, f: f64): f64 {
    return f * (this.l1 * abs(b) + 0.5 * this.l2 * b * b);
  }
  @inline prox(z: f64, h: f64, f: f64): f64 {
    const t = f * this.l1;
    return (max(z - t, 0) + min(z + t, 0)) / (h + f * this.l2);
  }
  @inline slope(b: f64, f: f64): f64 {
    return f * ((b > 0 ? this.l1 : b < 0 ? -this.l1 : 0) + this.l2 * b);
  }
  @inline curvature(_b: f64, f: f64): f64 {
    return f * this.l2;
  }
  @inline kink(f: f64): f64 {
    return f * this.l1;
  }
  @inline conjugate(v: f64, f: f64, lo: f64, hi: f64): f64 {
    const excess = abs(v) - f * this.l1;
    if (excess <= 0) return 0;
    const end = v > 0 ? hi : -lo;
    if (end == 0) return 0;
    const l2 = f * this.l2;
    if (l2 * end <= excess) return end * (excess - 0.5 * l2 * end);
    return (excess * excess) / (2 * l2);
  }
  @inline newton(): bool {
    return true;
  }
  @inline cap(value: f64, f: f64): f64 {
    if (f * this.l1 > 0) return value / (f * this.l1);
    return f * this.l2 > 0 ? Math.sqrt((2 * value) / (f * this.l2)) : Infinity;
  }
  @inline reach(v: f64, f: f64, lo: f64, hi: f64): f64 {
    const end = v > 0 ? hi : -lo;
    if (f * this.l2 > 0 || end < Infinity || v == 0) return Infinity;
    return (f * this.l1) / abs(v);
  }
}
