import { Concave } from './concave';

/**
 * Smoothly clipped absolute deviation with an L2 share; with a = |b|:
 * g(b) = l1 a for a ≤ l1; (2γ l1 a − a² − l1²) / (2(γ − 1)) up to γ l1; l1²(γ + 1)/2 beyond;
 * plus l2/2 b². Fan and Li (2001), J. Am. Stat. Assoc. 96(456), eq. (2.8).
 */
@unmanaged
export class Scad extends Concave {
  @inline value(b: f64, f: f64): f64 {
    return f * (this.concave(abs(b)) + 0.5 * this.l2 * b * b);
  }
  @inline private concave(a: f64): f64 {
    const l1 = this.l1;
    const gamma = this.gamma;
    if (a <= l1) return l1 * a;
    if (a < gamma * l1) return (2 * gamma * l1 * a - a * a - l1 * l1) / (2 * (gamma - 1));
    return 0.5 * l1 * l1 * (gamma + 1);
  }
  /** The best of the optima of the three pieces. */
  @inline prox(z: f64, h: f64, f: f64): f64 {
    const size = abs(z);
    const l1 = this.l1;
    const end = this.gamma * l1;
    const flat = h + f * this.l2;
    let best = min(max(size - f * l1, 0) / flat, l1);
    const bend = flat - f / (this.gamma - 1);
    const middle = bend > 0 ? (size - (f * end) / (this.gamma - 1)) / bend : end;
    const second = min(max(middle, l1), end);
    if (this.cost(second, size, flat, f) < this.cost(best, size, flat, f)) best = second;
    const outside = max(size / flat, end);
    if (this.cost(outside, size, flat, f) < this.cost(best, size, flat, f)) best = outside;
    return z < 0 ? -best : best;
  }
  @inline private cost(b: f64, z: f64, flat: f64, f: f64): f64 {
    return b * (0.5 * flat * b - z) + f * this.concave(b);
  }
  @inline slope(b: f64, f: f64): f64 {
    const a = abs(b);
    const l1 = this.l1;
    const bend = max((this.gamma * l1 - a) / (this.gamma - 1), 0);
    const first = b == 0 ? 0 : a <= l1 ? l1 : bend;
    return f * ((b > 0 ? first : -first) + this.l2 * b);
  }
  @inline curvature(b: f64, f: f64): f64 {
    const a = abs(b);
    const bends = a > this.l1 && a < this.gamma * this.l1;
    return f * (this.l2 - (bends ? 1 / (this.gamma - 1) : 0));
  }
}
