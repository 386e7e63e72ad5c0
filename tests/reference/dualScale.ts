import { conjugateArgument, finiteScale } from './columnPenalty.ts';
import { dot } from './dot.ts';
import type { DualPoint } from './dualPoint.ts';
import type { StandardForm } from './standardForm.ts';

/** See dot.ts. */
const argumentOf = conjugateArgument;

/**
 * The best multiple s ≥ 0 of a dual point θ: the maximiser of the concave
 * D(s) = s θᵀt − s² ‖θ‖² / 2 − Σ_j φ_j*(s v_j), from where its slope changes sign. It is at most
 * the largest s that keeps every φ* finite.
 */
export function dualScale(form: StandardForm, { theta, correlation }: DualPoint): number {
  const most = form.penalties.reduce(
    (least, penalty, j) => Math.min(least, finiteScale(penalty, correlation[j]!)),
    Infinity,
  );
  const square = dot(theta, theta);
  const linear = dot(theta, form.target);
  // φ* ≥ 0 has its minimum at 0, so the maximiser is at most that of the quadratic alone.
  const end = Math.min(most, square > 0 ? Math.max(linear / square, 0) : 0);
  const slope = (s: number) =>
    linear - s * square - dot(correlation, maximisers(form, correlation, s));
  return root(slope, end);
}

/** The b_j with φ_j*(s v_j) = s v_j b_j − φ_j(b_j); Σ_j v_j b_j is the slope of Σ_j φ_j*(s v_j). */
function maximisers({ penalties }: StandardForm, v: Float64Array, s: number): Float64Array {
  const b = new Float64Array(penalties.length);
  for (let j = 0; j < b.length; j++) b[j] = argumentOf(penalties[j]!, s * v[j]!);
  return b;
}

/** Where a decreasing function changes sign within [0, end], or end, to the last bit. */
function root(f: (s: number) => number, end: number): number {
  let [low, high] = [0, end];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return low;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
}
