/** Share of rows whose likeliest class is not the true one. */
import type { MatrixLike } from '../../memory/types.ts';
import { classifiedOf } from './probabilities.ts';
import { meanOver, type Values } from './rows.ts';

/**
 * Σ w_i [argmax_k p_ik ≠ code_i] / Σ w_i. Of equally likely classes the first is predicted.
 *
 * @param codes n true classes, integers in [0, K).
 * @param probabilities n × K, rows summing to 1 (within 1e-5).
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns a share in [0, 1]; NaN if no row counts.
 * @throws RangeError if lengths differ, a code is not in [0, K), a probability is outside [0, 1],
 *   a row does not sum to 1, or a weight is negative.
 */
export function misclassification(
  codes: Values,
  probabilities: MatrixLike,
  weights?: Values,
): number {
  const {
    rows,
    codes: truth,
    columns,
  } = classifiedOf('misclassification', codes, probabilities, weights);
  const predicted = likeliest(columns, truth.length);
  return meanOver(rows, (i) => Number(predicted[i] !== truth[i]));
}

/** The first of the largest columns in each of n rows. */
export function likeliest(columns: readonly Float64Array[], n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) =>
    columns.reduce((best, column, k) => (column[i]! > columns[best]![i]! ? k : best), 0),
  );
}
