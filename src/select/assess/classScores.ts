/** Scores of a table of counts, truth against prediction. */
import type { Label } from '../../memory/types.ts';
import { sum } from './rows.ts';

/** How well one class is found. */
export interface ClassScore {
  readonly label: Label;
  /** Share of the rows predicted as this class that are of it; NaN if it is never predicted. */
  readonly precision: number;
  /** Share of the rows of this class that are predicted as it; NaN if it has no row. */
  readonly recall: number;
  /** 2 hits / (rows of the class + rows predicted as it); NaN if there are neither. */
  readonly f1: number;
  /** Weight of the rows of this class. */
  readonly support: number;
}

/** Scores over all classes. */
export interface TotalScores {
  /** Share of rows predicted right. */
  readonly accuracy: number;
  /** Mean f1 of the classes that have one. */
  readonly macroF1: number;
  /** Mean recall of the classes that have rows. */
  readonly balancedAccuracy: number;
  /** (accuracy − chance) / (1 − chance), chance from the margins of the table (Cohen 1960). */
  readonly cohenKappa: number;
  /** Matthews correlation of truth and prediction, for K classes as in Gorodkin (2004), eq. 8. */
  readonly mcc: number;
}

/** The margins of a K × K table, row by row, truth in rows. */
interface Margins {
  readonly hits: Float64Array;
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  readonly total: number;
}

export function marginsOf(counts: Float64Array, K: number): Margins {
  const [hits, truth, predicted] = [new Float64Array(K), new Float64Array(K), new Float64Array(K)];
  for (let j = 0; j < K; j++)
    for (let k = 0; k < K; k++) {
      truth[j]! += counts[j * K + k]!;
      predicted[k]! += counts[j * K + k]!;
      if (j === k) hits[j] = counts[j * K + k]!;
    }
  return { hits, truth, predicted, total: sum(truth) };
}

export function classScores(
  labels: readonly Label[],
  { hits, truth, predicted }: Margins,
): ClassScore[] {
  return labels.map((label, k) => ({
    label,
    precision: hits[k]! / predicted[k]!,
    recall: hits[k]! / truth[k]!,
    f1: (2 * hits[k]!) / (truth[k]! + predicted[k]!),
    support: truth[k]!,
  }));
}

export function totalScores(perClass: readonly ClassScore[], margins: Margins): TotalScores {
  const { hits, truth, predicted, total } = margins;
  const right = sum(hits);
  const chance = products(truth, predicted);
  const squared = total * total;
  // All in units of total²: nothing is rounded where the weights are integers.
  const spread = (squared - products(predicted, predicted)) * (squared - products(truth, truth));
  return {
    accuracy: right / total,
    macroF1: meanOfDefined(perClass.map(({ f1 }) => f1)),
    balancedAccuracy: meanOfDefined(perClass.map(({ recall }) => recall)),
    cohenKappa: (right * total - chance) / (squared - chance),
    mcc: spread > 0 ? (right * total - chance) / Math.sqrt(spread) : Number.NaN,
  };
}

function products(a: Float64Array, b: Float64Array): number {
  return sum(a.map((value, k) => value * b[k]!));
}

function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return sum(defined) / defined.length;
}
