/** What rounding can have added to a gap; only extreme scales and cancellation make it matter. */
import type { WorkingSet } from './workingSet.ts';

/** Roundings that products of whole columns can hide, and that a fresh residual can. */
export const GRAM_ROUNDINGS = 64;
export const RESIDUAL_ROUNDINGS = 16;

/** A coefficient as the bound sees it. */
export interface RoundedTerm {
  readonly b: number;
  /** ‖x̃_j‖ */
  readonly norm: number;
  /** Curvature of the penalty, f_j λ (1 − r). */
  readonly curvature: number;
}

/**
 * With S² = Σ_k (b_k ‖x̃_k‖)² and |δu_j| ≤ C ε (‖y‖ + S) ‖x̃_j‖ the gap changes by about
 * S C ε (‖y‖ + S) + Σ_j δu_j² ÷ 2 curvature_j (the conjugate of a quadratic penalty is steep where
 * the penalty is flat). Roundings have either sign, hence root of sum of squares; C leaves room.
 * Sums are blocked, so C grows with the blocks, not with n.
 */
export function roundingOf(
  terms: Iterable<RoundedTerm>,
  squares: number,
  roundings: number,
): number {
  const all = [...terms];
  let size = 0;
  for (const { b, norm } of all) size += (b * norm) ** 2;
  size = Math.sqrt(size);
  const relative = roundings * Number.EPSILON * (Math.sqrt(squares) + size);
  let bound = relative * size;
  for (const { norm, curvature } of all)
    if (curvature > 0) bound += (relative * norm) ** 2 / (2 * curvature);
  return bound;
}

/** The same for the coefficients of a working set; `l2` = λ (1 − r). */
export function roundingIn(
  set: WorkingSet,
  l2: number,
  squares: number,
  roundings: number,
): number {
  const b = set.vector('b');
  const factor = set.vector('penaltyFactor');
  const terms: RoundedTerm[] = [];
  for (let k = 0; k < b.length; k++)
    if (b[k] !== 0) terms.push({ b: b[k]!, norm: set.norm(k), curvature: l2 * factor[k]! });
  return roundingOf(terms, squares, roundings);
}
