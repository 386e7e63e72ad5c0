/** Natural cubic splines by their values at the knots. */
import { unitKnots } from './splineKnots.ts';

/**
 * Cardinal basis of the natural cubic splines with given knots x_0 < … < x_{K−1}: b_k is the
 * natural cubic spline with b_k(x_k) = 1 and b_k = 0 at every other knot.
 *
 * Σ_k β_k b_k is the smoothest curve through the points (x_k, β_k): twice continuously
 * differentiable, cubic between knots, linear beyond the outer ones. Σ_k b_k = 1 and
 * Σ_k x_k b_k(x) = x, so constants and straight lines are among the curves. A coefficient is a
 * value of the curve, in the units of the response, whatever the units of x.
 *
 * @see Wood (2017), Generalized Additive Models, 2nd ed., section 5.3.1 and table 5.1.
 */
export class SplineBasis {
  readonly size: number;
  readonly #first: number;
  readonly #span: number;
  /** Knots on [0, 1]: cubes of differences neither overflow nor vanish. */
  readonly #knots: Float64Array;
  /** K × K, rows are knots: b_k″(t_j) on the scale of [0, 1]. */
  readonly #curvature: Float64Array;

  /** @param knots at least three, increasing. */
  constructor(knots: readonly number[]) {
    this.size = knots.length;
    this.#first = knots[0]!;
    this.#span = knots.at(-1)! - knots[0]!;
    this.#knots = unitKnots(knots);
    this.#curvature = curvatureOf(this.#knots);
  }

  /** b_0(x) … b_{K−1}(x) into `out`. */
  evaluate(x: number, out: Float64Array): void {
    const t = (x - this.#first) / this.#span;
    out.fill(0);
    if (t < 0) this.#extend(t, 0, out);
    else if (t > 1) this.#extend(t, this.size - 2, out);
    else this.#inside(t, out);
  }

  /** f(t) = β_j a⁻ + β_{j+1} a⁺ + δ_j c⁻ + δ_{j+1} c⁺ between knots j and j + 1. */
  #inside(t: number, out: Float64Array): void {
    const knots = this.#knots;
    let j = 0;
    while (j < this.size - 2 && t >= knots[j + 1]!) j++;
    const h = knots[j + 1]! - knots[j]!;
    const [left, right] = [t - knots[j]!, knots[j + 1]! - t];
    // c = (d³ / h − h d) / 6
    this.#addCurvature(j, (right * right * (right / h) - h * right) / 6, out);
    this.#addCurvature(j + 1, (left * left * (left / h) - h * left) / 6, out);
    out[j]! += right / h;
    out[j + 1]! += left / h;
  }

  /** The tangent at the outer knot of interval j: f″ is 0 there, as it is beyond. */
  #extend(t: number, j: number, out: Float64Array): void {
    const knots = this.#knots;
    const h = knots[j + 1]! - knots[j]!;
    const isLeft = t < 0;
    const outer = isLeft ? j : j + 1;
    const inner = isLeft ? j + 1 : j;
    const distance = t - knots[outer]!;
    // f′ = (β_{j+1} − β_j) / h ∓ h δ_inner / 6
    this.#addCurvature(inner, (isLeft ? -distance : distance) * (h / 6), out);
    out[j]! -= distance / h;
    out[j + 1]! += distance / h;
    out[outer]! += 1;
  }

  #addCurvature(j: number, factor: number, out: Float64Array): void {
    for (let k = 0; k < this.size; k++) out[k]! += factor * this.#curvature[j * this.size + k]!;
  }
}

/**
 * Second derivatives δ at the knots of the natural spline through β = e_k, for every k: row j of
 * h_{j−1} δ_{j−1} / 6 + (h_{j−1} + h_j) δ_j / 3 + h_j δ_{j+1} / 6 = slope_j − slope_{j−1}.
 */
function curvatureOf(knots: Float64Array): Float64Array {
  const size = knots.length;
  const step = (j: number) => knots[j + 1]! - knots[j]!;
  const delta = new Float64Array(size * size);
  const diagonal = new Float64Array(size);
  for (let j = 1; j < size - 1; j++) {
    delta[j * size + j - 1] = 1 / step(j - 1);
    delta[j * size + j] = -1 / step(j - 1) - 1 / step(j);
    delta[j * size + j + 1] = 1 / step(j);
    diagonal[j] = (step(j - 1) + step(j)) / 3;
  }
  // Elimination without pivoting: the matrix is diagonally dominant.
  for (let j = 2; j < size - 1; j++) {
    const factor = step(j - 1) / 6 / diagonal[j - 1]!;
    diagonal[j]! -= factor * (step(j - 1) / 6);
    for (let k = 0; k < size; k++) delta[j * size + k]! -= factor * delta[(j - 1) * size + k]!;
  }
  for (let j = size - 2; j > 0; j--)
    for (let k = 0; k < size; k++) {
      const above = delta[(j + 1) * size + k]! * (step(j) / 6);
      delta[j * size + k] = (delta[j * size + k]! - above) / diagonal[j]!;
    }
  return delta;
}
