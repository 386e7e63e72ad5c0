/** What rounding can have added to a gap; only extreme scales and cancellation make it matter. */

/** Roundings that products of whole columns can hide, and that a fresh residual can. */
export const GRAM_ROUNDINGS = 64;
export const RESIDUAL_ROUNDINGS = 16;

/**
 * With S² = Σ_k (b_k ‖x̃_k‖)² and |δu_j| ≤ C ε (‖y‖ + S) ‖x̃_j‖ the gap changes by about
 * S C ε (‖y‖ + S) + Σ_j δu_j² ÷ 2 curvature_j (the conjugate of a quadratic penalty is steep where
 * the penalty is flat). Roundings have either sign, hence root of sum of squares; C leaves room.
 * Sums are blocked, so C grows with the blocks, not with n.
 *
 * @param sizes Σ (b_k ‖x̃_k‖)² and Σ ‖x̃_k‖² ÷ curvature_k over the coefficients in the model.
 */
export function roundingOf(
  sizes: { fit: number; flatness: number },
  squares: number,
  roundings: number,
): number {
  const size = Math.sqrt(sizes.fit);
  const relative = roundings * Number.EPSILON * (Math.sqrt(squares) + size);
  return relative * size + (relative * relative * sizes.flatness) / 2;
}

/** The same for the coefficients of a working set; `l2` = λ (1 − r). */
export function roundingIn(
  set: { vector(name: 'b' | 'penaltyFactor' | 'inverse'): Float64Array },
  l2: number,
  squares: number,
  roundings: number,
): number {
  const b = set.vector('b');
  const factor = set.vector('penaltyFactor');
  const inverse = set.vector('inverse');
  let fit = 0;
  let flatness = 0;
  for (let k = 0; k < b.length; k++) {
    if (b[k] === 0) continue;
    // inverse_k = 1 ÷ ‖x̃_k‖²
    fit += (b[k]! * b[k]!) / inverse[k]!;
    const curvature = l2 * factor[k]!;
    if (curvature > 0) flatness += 1 / (curvature * inverse[k]!);
  }
  return roundingOf({ fit, flatness }, squares, roundings);
}
