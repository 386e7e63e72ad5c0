import { Concave } from './concave';

/**
 * Minimax concave penalty with an L2 share:
 * g(b) = l1|b| − b²/(2γ) for |b| ≤ γ l1, γ l1²/2 beyond, plus l2/2 b².
 * Zhang (2010), Ann. Stat. 38(2), eq. (2.1); the L2 share as in ncvreg (Breheny and Huang 2011).
 */
@unmanaged
export class Mcp extends Concave {
  @inline value(b: f64, f: f64): f64 {
    const size = abs(b);
    const end = this.gamma * this.l1;
    const concave = size < end ? size * (this.l1 - (0.5 * size) / this.gamma) : 0.5 * end * this.l1;
    return f * (concave + 0.5 * this.l2 * b * b);
  }
  /** The better of the optimum inside |b| ≤ γ l1 and the one beyond. */
  @inline prox(z: f64, h: f64, f: f64): f64 {
    const size = abs(z);
    const end = this.gamma * this.l1;
    const flat = h + f * this.l2;
    const inner = flat - f / this.gamma;
    const outside = max(size / flat, end);
    let inside: f64 = 0;
    if (inner > 0) inside = min(max(size - f * this.l1, 0) / inner, end);
    else if (this.cost(end, size, flat, f) < 0) inside = end;
    const best =
      this.cost(inside, size, flat, f) <= this.cost(outside, size, flat, f) ? inside : outside;
    return z < 0 ? -best : best;
  }
  @inline private cost(b: f64, z: f64, flat: f64, f: f64): f64 {
    return b * (0.5 * flat * b - z) + this.value(b, f) - 0.5 * f * this.l2 * b * b;
  }
  @inline slope(b: f64, f: f64): f64 {
    const size = abs(b);
    const first = b == 0 ? 0 : max(this.l1 - size / this.gamma, 0);
    return f * ((b > 0 ? first : -first) + this.l2 * b);
  }
  @inline curvature(b: f64, f: f64): f64 {
    return f * (this.l2 - (abs(b) < this.gamma * this.l1 ? 1 / this.gamma : 0));
  }
}
