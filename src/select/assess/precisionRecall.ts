/** Precision and recall over all thresholds. */
import { type ByScore, checkedByScore } from './byScore.ts';
import { joined, type Values } from './rows.ts';

/** Points of a precision–recall curve, as scikit-learn orders them. */
export interface PrecisionRecall {
  /** T distinct scores, ascending. */
  readonly thresholds: Float64Array;
  /** T + 1: share of positives among the rows with a score ≥ threshold; last 1, by convention. */
  readonly precision: Float64Array;
  /** T + 1: share of the positives with a score ≥ threshold, last 0; NaN without positives. */
  readonly recall: Float64Array;
  /** Σ (R_g − R_{g−1}) P_g over the thresholds from the highest down: steps, not trapezoids. */
  readonly averagePrecision: number;
}

/**
 * Precision and recall at every distinct score. For rare positives it says more than the ROC
 * curve, and unlike it depends on how rare they are. O(n log n).
 *
 * @param positive n flags: true or 1 for a positive row, false or 0 for a negative one.
 * @param score n numbers, the larger the likelier positive; ±Infinity is allowed.
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns new arrays.
 * @throws RangeError if lengths differ, a flag is no flag, a score is NaN or a weight negative.
 * @see Davis, Goadrich (2006), ICML, section 2.
 */
export function precisionRecall(
  positive: ArrayLike<boolean | number>,
  score: Values,
  weights?: Values,
): PrecisionRecall {
  const groups = checkedByScore('precisionRecall', positive, score, weights);
  const total = groups.positive.at(-1) ?? 0;
  const precision = groups.positive.map((above, g) => above / (above + groups.negative[g]!));
  const recall = groups.positive.map((above) => above / total);
  return {
    thresholds: groups.scores.slice().reverse(),
    precision: joined(precision.reverse(), [1]),
    recall: joined(recall.reverse(), [total > 0 ? 0 : Number.NaN]),
    averagePrecision: stepArea(groups),
  };
}

/** Area under the steps of precision over recall; NaN without positives. */
export function stepArea({ positive, negative }: ByScore): number {
  let area = 0;
  for (let g = 0; g < positive.length; g++)
    area +=
      ((positive[g]! - (positive[g - 1] ?? 0)) * positive[g]!) / (positive[g]! + negative[g]!);
  return area / (positive.at(-1) ?? 0);
}
