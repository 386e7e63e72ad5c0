import type { WorkingSet } from './workingSet.ts';

/**
 * What rounding can have added to a gap: with |δu_j| ≤ C ε (‖y‖ + Σ|b_k|‖x̃_k‖) ‖x̃_j‖ it changes by
 * at most Σ|b_j||δu_j| to first order. Sums are blocked, so C grows with the blocks, not with n.
 * Only where coefficients cancel each other by many digits does the bound matter.
 */
export function roundingBound(set: WorkingSet, squares: number, c: number): number {
  const b = set.vector('b');
  let size = 0;
  for (let k = 0; k < b.length; k++) if (b[k] !== 0) size += Math.abs(b[k]!) * set.norm(k);
  return c * Number.EPSILON * size * (Math.sqrt(squares) + size);
}
