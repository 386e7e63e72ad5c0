/** Area under the ROC curve. */
import { type ByScore, checkedByScore } from './byScore.ts';
import type { Values } from './rows.ts';

/**
 * Area under the ROC curve: the probability that a positive row scores higher than a negative one,
 * Σ w_i w_j ([s_i > s_j] + ½ [s_i = s_j]) / Σ w_i w_j over pairs of a positive i and a negative j.
 *
 * ½ is chance, 1 a perfect order. Only the order of the scores matters. O(n log n).
 *
 * @param positive n flags: true or 1 for a positive row, false or 0 for a negative one.
 * @param score n numbers, the larger the likelier positive; ±Infinity is allowed.
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns NaN if there is no positive or no negative row.
 * @throws RangeError if lengths differ, a flag is no flag, a score is NaN or a weight negative.
 * @example
 * auc([true, false, true, false], [0.9, 0.1, 0.4, 0.4]) // 0.875
 * @see Hanley, McNeil (1982), Radiology 143, equation 1.
 */
export function auc(
  positive: ArrayLike<boolean | number>,
  score: Values,
  weights?: Values,
): number {
  return areaUnder(checkedByScore('auc', positive, score, weights));
}

/** The area from weights per distinct score; exact if weights are integers. */
export function areaUnder({ positive, negative }: ByScore): number {
  let pairs = 0;
  for (let g = 0; g < positive.length; g++) {
    const higher = positive[g - 1] ?? 0;
    // A negative row of this group wins against none, ties with half of the positives beside it.
    pairs += (negative[g]! - (negative[g - 1] ?? 0)) * ((higher + positive[g]!) / 2);
  }
  return pairs / ((positive.at(-1) ?? 0) * (negative.at(-1) ?? 0));
}
