/** Weights of both classes above each distinct score: what curves over thresholds are made of. */
import { cellsOf, flagsOf, ORDERED, rowsOf, type Values } from './rows.ts';

/** Groups of equal score from the highest down. */
export interface ByScore {
  /** Distinct scores, descending. */
  readonly scores: Float64Array;
  /** Total weight of the positive rows with at least this score. */
  readonly positive: Float64Array;
  /** The same of the negative rows. */
  readonly negative: Float64Array;
}

/** Positions 0 … n − 1, the largest value first; ±Infinity allowed, NaN not. */
export function descending(values: Float64Array): Int32Array {
  const order = Int32Array.from(values, (_, i) => i);
  return order.sort((a, b) => Number(values[b]! > values[a]!) - Number(values[b]! < values[a]!));
}

/**
 * Cumulated weights per distinct score, O(n log n).
 *
 * @param positive 1 for a positive row, 0 for a negative one.
 */
export function byScore(positive: Uint8Array, score: Float64Array, weights: Float64Array): ByScore {
  const scores: number[] = [];
  const above: [number[], number[]] = [[], []];
  const sums: [number, number] = [0, 0];
  for (const i of descending(score)) {
    if (scores.length === 0 || scores[scores.length - 1] !== score[i]) scores.push(score[i]!);
    sums[positive[i] === 1 ? 1 : 0] += weights[i]!;
    above[0][scores.length - 1] = sums[0];
    above[1][scores.length - 1] = sums[1];
  }
  return {
    scores: Float64Array.from(scores),
    positive: Float64Array.from(above[1]),
    negative: Float64Array.from(above[0]),
  };
}

/** The same of arguments that are checked first; rows of weight 0 are not looked at. */
export function checkedByScore(
  where: string,
  positive: ArrayLike<boolean | number>,
  score: Values,
  weights: Values | undefined,
): ByScore {
  const rows = rowsOf(where, { name: 'positive', values: positive }, weights);
  const flags = flagsOf(where, 'positive', positive, rows);
  return byScore(flags, cellsOf(where, 'score', score, rows, ORDERED), rows.weights);
}
