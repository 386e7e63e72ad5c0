import type { Constraint } from './constraint.ts';

/**
 * WᵀW = I for a parameter as a matrix W with one column per unit or channel; W Wᵀ = I where it has more
 * columns than rows. After each step W becomes the nearest such matrix, its polar factor.
 *
 * @see Björck and Bowie (1971), SIAM J. Numer. Anal. 8(2), 358–364.
 */
export function orthogonal(): Constraint {
  const project: Constraint['project'] = ({ rows, cols, at, work, scratch }) => {
    const side = Math.min(rows, cols);
    const gram = scratch(side * side);
    return ['weights_orthogonalize', work, rows, cols, at, gram, scratch(rows * cols)];
  };
  return { type: 'orthogonal', args: [], project };
}
