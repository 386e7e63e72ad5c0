/** Roundings that products of whole columns can hide, and that a fresh residual can. */
import type { WorkingSet } from './workingSet.ts';

export const GRAM_ROUNDINGS = 64;
export const RESIDUAL_ROUNDINGS = 4;

/**
 * What rounding can have added to a gap: with |δu_j| ≤ C ε (‖y‖ + Σ|b_k|‖x̃_k‖) ‖x̃_j‖ it changes by
 * at most Σ|b_j||δu_j| to first order; size = Σ|b_k|‖x̃_k‖. Sums are blocked, so C grows with the
 * blocks, not with n. Only where coefficients cancel each other by many digits does it matter.
 */
export function roundingOf(size: number, squares: number, roundings: number): number {
  return roundings * Number.EPSILON * size * (Math.sqrt(squares) + size);
}

/** The same for the coefficients of a working set. */
export function roundingIn(set: WorkingSet, squares: number, roundings: number): number {
  const b = set.vector('b');
  let size = 0;
  for (let k = 0; k < b.length; k++) if (b[k] !== 0) size += Math.abs(b[k]!) * set.norm(k);
  return roundingOf(size, squares, roundings);
}
