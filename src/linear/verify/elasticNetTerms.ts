/** The columns' share of the gap for λ(r|b| + (1 − r)/2 b²), as assembly/solver/dualGap.ts. */
import type { Term } from '../verify.ts';

/** λ r and λ (1 − r). */
export interface Strengths {
  readonly first: number;
  readonly second: number;
}

/** The largest s ≤ 1 that keeps every φ_j*(s u_j) finite. */
export function scaleOf(
  { first, second }: Strengths,
  terms: readonly Term[],
  u: Float64Array,
): number {
  let scale = 1;
  terms.forEach(({ factor, lower, upper }, k) => {
    const end = u[k]! > 0 ? upper : -lower;
    if (factor * second > 0 || end < Infinity || u[k] === 0) return;
    scale = Math.min(scale, (factor * first) / Math.abs(u[k]!));
  });
  return scale;
}

/** Σ_j [φ_j(b_j) + φ_j*(s u_j) − s u_j b_j]; Infinity where the model breaks a limit. */
export function fenchelOf(
  { first, second }: Strengths,
  terms: readonly Term[],
  u: Float64Array,
  { scale, nullLoss }: { readonly scale: number; readonly nullLoss: number },
): number {
  let gap = 0;
  terms.forEach(({ b, factor, lower, upper }, k) => {
    const v = scale * u[k]!;
    const value = factor * (first * Math.abs(b) + 0.5 * second * b * b);
    const excess = Math.abs(v) - factor * first;
    // No minimiser costs more than b = 0, so wide limits are as good as these.
    const cap =
      first > 0 ? nullLoss / (factor * first) : Math.sqrt((2 * nullLoss) / (factor * second));
    const end = Math.min(v > 0 ? upper : -lower, cap);
    let conjugate = 0;
    if (excess > 0 && end > 0)
      conjugate =
        factor * second * end <= excess
          ? end * (excess - 0.5 * factor * second * end)
          : excess ** 2 / (2 * factor * second);
    gap += Number.isNaN(b) ? Infinity : Math.max(value + conjugate - v * b, 0);
  });
  return gap;
}
