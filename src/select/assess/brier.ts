/** Brier score of class probabilities. */
import type { MatrixLike } from '../../memory/types.ts';
import { type Classified, classifiedOf } from './probabilities.ts';
import { meanOver, type Values } from './rows.ts';

/**
 * Σ w_i Σ_k (p_ik − [k = code_i])² / Σ w_i, in [0, 2].
 *
 * With two classes both columns count, so it is twice the (p − y)² that `calibration` reports.
 *
 * @param codes n true classes, integers in [0, K).
 * @param probabilities n × K, rows summing to 1 (within 1e-5).
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns NaN if no row counts.
 * @throws RangeError if lengths differ, a code is not in [0, K), a probability is outside [0, 1],
 *   a row does not sum to 1, or a weight is negative.
 * @see Brier (1950), Monthly Weather Review 78, equation 2.
 */
export function brier(codes: Values, probabilities: MatrixLike, weights?: Values): number {
  return meanQuadratic(classifiedOf('brier', codes, probabilities, weights));
}

/** The mean squared distance of checked rows from the true class. */
export function meanQuadratic({ rows, codes, columns }: Classified): number {
  return meanOver(rows, (i) =>
    columns.reduce((sum, column, k) => sum + (column[i]! - Number(k === codes[i])) ** 2, 0),
  );
}
