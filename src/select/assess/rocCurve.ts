/** The ROC curve. */
import { areaUnder } from './auc.ts';
import { checkedByScore } from './byScore.ts';
import { joined, type Values } from './rows.ts';

/** Points of a ROC curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** Infinity, then the distinct scores, descending. */
  readonly thresholds: Float64Array;
  /** Share of the positive weight with a score ≥ threshold; NaN without positive rows. */
  readonly tpr: Float64Array;
  /** Share of the negative weight with a score ≥ threshold; NaN without negative rows. */
  readonly fpr: Float64Array;
  /** Area under the curve by the trapezoid rule, which is that of `auc`. */
  readonly auc: number;
}

/**
 * True against false positive rate over all thresholds: one point per distinct score (none is
 * dropped), rows of equal score step together. O(n log n).
 *
 * @param positive n flags: true or 1 for a positive row, false or 0 for a negative one.
 * @param score n numbers, the larger the likelier positive; ±Infinity is allowed.
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns new arrays of one length.
 * @throws RangeError if lengths differ, a flag is no flag, a score is NaN or a weight negative.
 * @see Fawcett (2006), Pattern Recognition Letters 27, algorithm 1.
 */
export function rocCurve(
  positive: ArrayLike<boolean | number>,
  score: Values,
  weights?: Values,
): RocCurve {
  const groups = checkedByScore('rocCurve', positive, score, weights);
  return {
    thresholds: joined([Infinity], groups.scores),
    tpr: shares(groups.positive),
    fpr: shares(groups.negative),
    auc: areaUnder(groups),
  };
}

/** 0 and the cumulated weights, divided by their last. */
function shares(cumulated: Float64Array): Float64Array {
  const total = cumulated.at(-1) ?? 0;
  return joined([0], cumulated).map((weight) => weight / total);
}
