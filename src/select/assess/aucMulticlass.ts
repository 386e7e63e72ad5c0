/** Area under the ROC curve for several classes. */
import type { MatrixLike } from '../../memory/types.ts';
import { areaUnder } from './auc.ts';
import { byScore } from './byScore.ts';
import { type Classified, classifiedOf } from './probabilities.ts';
import type { Values } from './rows.ts';

/**
 * Mean over all pairs of classes j < k of ½ (A(j|k) + A(k|j)), where A(j|k) is the {@link auc} of
 * probability column j among the rows of the classes j and k, those of j being positive.
 *
 * Every pair of classes weighs the same, however rare they are. With K = 2 it is `auc`.
 *
 * @param codes n true classes, integers in [0, K).
 * @param probabilities n × K, rows summing to 1.
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns NaN if one of the K classes has no row.
 * @throws RangeError if lengths differ, a code is not in [0, K), a probability is outside [0, 1],
 *   a row does not sum to 1 (within 1e-5), or a weight is negative.
 * @see Hand, Till (2001), Machine Learning 45, equation 7.
 */
export function aucMulticlass(codes: Values, probabilities: MatrixLike, weights?: Values): number {
  return pairwiseArea(classifiedOf('aucMulticlass', codes, probabilities, weights));
}

/** Hand and Till's M of checked rows. */
export function pairwiseArea({ rows, codes, columns }: Classified): number {
  const K = columns.length;
  const members = columns.map((_, k) => positions(codes, k));
  let total = 0;
  for (let j = 0; j < K; j++)
    for (let k = 0; k < K; k++) {
      if (j === k) continue;
      const [positives, negatives] = [members[j]!, members[k]!];
      const pair = Int32Array.from([...positives, ...negatives]);
      total += areaUnder(
        byScore(
          Uint8Array.from(pair, (_, at) => Number(at < positives.length)),
          Float64Array.from(pair, (i) => columns[j]![i]!),
          Float64Array.from(pair, (i) => rows.weights[i]!),
        ),
      );
    }
  return total / (K * (K - 1));
}

function positions(codes: Int32Array, code: number): number[] {
  const found: number[] = [];
  for (const [i, other] of codes.entries()) if (other === code) found.push(i);
  return found;
}
