/** The penalty of coefficients that belong together, and what convex duality needs of it. */
import { type ColumnPenalty, conjugate, finiteScale, penaltyValue } from '../columnPenalty.ts';

/** A convex Ω of some coefficients. */
export interface Block {
  /** Positions of its coefficients among all K · p, class by class. */
  readonly list: readonly number[];
  /** Ω(b). */
  value(b: Float64Array): number;
  /** Ω*(v) = sup_b [vᵀb − Ω(b)]. */
  conjugate(v: Float64Array): number;
  /** The largest s ≥ 0 for which Ω*(s v) is finite, less some units so that it stays so. */
  finiteScale(v: Float64Array): number;
  /** ∇Ω(b) coefficient by coefficient, undefined where there is none. */
  slopes(b: Float64Array): (number | undefined)[];
}

/** l1 |b| + l2 b² / 2 within limits, of one coefficient. */
export function single(position: number, penalty: ColumnPenalty): Block {
  const { l1, l2, low, high } = penalty;
  const slope = (b: number) => {
    const kink = (b === 0 && l1 > 0) || near(b, low) || near(b, high);
    return kink ? undefined : l1 * Math.sign(b) + l2 * b;
  };
  return {
    list: [position],
    value: (b) => penaltyValue(penalty, b[0]!),
    conjugate: (v) => conjugate(penalty, v[0]!),
    finiteScale: (v) => finiteScale(penalty, v[0]!),
    slopes: (b) => [slope(b[0]!)],
  };
}

/** l1 ‖b‖₁ + strength ‖b‖₂ + l2 ‖b‖² / 2. Simon et al. (2013) for the sparse group lasso. */
export function norms(list: readonly number[], l1: number, strength: number, l2: number): Block {
  const isotropic: ColumnPenalty = { l1: strength, l2, low: -Infinity, high: Infinity };
  const soft = (v: Float64Array) => v.map((x) => Math.sign(x) * Math.max(Math.abs(x) - l1, 0));
  const bound = (v: Float64Array) => {
    if (l2 > 0 || norm(v) === 0) return Infinity;
    // ‖soft(s v)‖ grows with s, from 0 where s |v| ≤ l1 to strength at the bound.
    const most = (l1 + strength) / Math.max(...v.map(Math.abs));
    return bisect((s) => norm(soft(v.map((x) => s * x))) > strength, most) * (1 - 1e-15);
  };
  const slope = (b: number, size: number) =>
    size === 0 || (b === 0 && l1 > 0) ? undefined : l1 * Math.sign(b) + b * (strength / size + l2);
  return {
    list,
    value: (b) => l1 * b.reduce((a, x) => a + Math.abs(x), 0) + penaltyValue(isotropic, norm(b)),
    // The infimum over |z| ≤ l1 of the conjugate of the rest at v − z is at the soft threshold.
    conjugate: (v) => conjugate(isotropic, norm(soft(v))),
    finiteScale: bound,
    slopes: (b) => Array.from(b, (x) => slope(x, norm(b))),
  };
}

/** Σ_k λ_k |b|_(k), sizes in decreasing order, λ decreasing. Bogdan et al. (2015). */
export function sorted(list: readonly number[], lambdas: ArrayLike<number>): Block {
  const sizes = (b: Float64Array) => b.map(Math.abs).sort().reverse();
  // Ω* is 0 where every Σ_{k ≤ m} |v|_(k) ≤ Σ_{k ≤ m} λ_k: their least ratio is the scale.
  const bound = (v: Float64Array) => {
    let [most, total, budget] = [Infinity, 0, 0];
    sizes(v).forEach((size, k) => {
      total += size;
      budget += lambdas[k]!;
      if (total > 0) most = Math.min(most, budget / total);
    });
    return most * (1 - 2 * v.length * Number.EPSILON);
  };
  return {
    list,
    value: (b) => sizes(b).reduce((total, size, k) => total + lambdas[k]! * size, 0),
    conjugate: (v) => (bound(v) >= 1 - 4 * v.length * Number.EPSILON ? 0 : Infinity),
    finiteScale: bound,
    slopes: (b) => Array.from(b, () => undefined),
  };
}

export function norm(a: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a));
}

/** At a limit, but for rounding. */
export function near(b: number, limit: number): boolean {
  return Math.abs(limit) < Infinity && Math.abs(b - limit) <= 1e-9 * Math.abs(limit);
}

/** The largest s in [0, most], to the last bit, below which a condition does not hold yet. */
function bisect(isPast: (s: number) => boolean, most: number): number {
  let [low, high] = [0, most];
  if (!isPast(high)) return high;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return low;
    if (isPast(middle)) high = middle;
    else low = middle;
  }
}
