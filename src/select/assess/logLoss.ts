/** Logarithmic loss of class probabilities. */
import { log } from '../../memory/elementary.ts';
import type { MatrixLike } from '../../memory/types.ts';
import { type Classified, classifiedOf } from './probabilities.ts';
import { meanOver, type Values } from './rows.ts';

/** Probabilities below this count as this: one confident mistake costs 34.5, not everything. */
export const LEAST_PROBABILITY = 1e-15;

/**
 * Σ w_i (−ln p_i) / Σ w_i, p_i the probability given to the true class of row i, at least 1e-15.
 *
 * @param codes n true classes, integers in [0, K).
 * @param probabilities n × K, rows summing to 1 (within 1e-5; they are not rescaled).
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns a number in [0, 34.54], in nats; NaN if no row counts.
 * @throws RangeError if lengths differ, a code is not in [0, K), a probability is outside [0, 1],
 *   a row does not sum to 1, or a weight is negative.
 * @see Good (1952), Journal of the Royal Statistical Society B 14, section 8.
 */
export function logLoss(codes: Values, probabilities: MatrixLike, weights?: Values): number {
  return meanSurprise(classifiedOf('logLoss', codes, probabilities, weights));
}

/** The mean of −ln p over checked rows. */
export function meanSurprise({ rows, codes, columns }: Classified): number {
  // 0 − ln 1 is 0, where −ln 1 would be −0.
  return meanOver(rows, (i) => 0 - log(Math.max(columns[codes[i]!]![i]!, LEAST_PROBABILITY)));
}
