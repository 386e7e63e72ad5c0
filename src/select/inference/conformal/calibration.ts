/** From scores on rows that a model did not see to intervals and sets that cover. */

import { failType } from '../../../check.ts';
import type { PredictOptions } from '../../../linear/fittedModel.ts';
import type { Label, MatrixLike } from '../../../memory/types.ts';
import type { PredictingModel } from '../types.ts';
import { coverageRank } from './coverageRank.ts';
import {
  type ClassScore,
  classScore,
  isClassifier,
  predictClasses,
  predictNumbers,
} from './score.ts';

/** A model and its scores, ascending, on rows that it was not fitted to. */
export interface Calibrated<L extends Label> {
  readonly model: PredictingModel<L>;
  readonly scores: Float64Array;
}

/** Intervals of a model of numbers, sets of a classifier. */
export interface Conformal<L extends Label = Label> {
  /** Share of new rows to be covered. */
  readonly coverage: number;
  /** Number of calibration rows. */
  readonly n: number;
  /**
   * One interval per row of X; from −Infinity to Infinity where n < coverage / (1 − coverage).
   * @throws TypeError if the model is a classifier.
   */
  interval(
    X: MatrixLike,
    options?: PredictOptions,
  ): { lower: Float64Array<ArrayBuffer>; upper: Float64Array<ArrayBuffer> };
  /**
   * The classes that may be true, per row of X, in the order of the model's classes. A set may be
   * empty: then no class fits as well as the truth usually does.
   * @throws TypeError if the model is not a classifier.
   */
  predictSet(X: MatrixLike, options?: PredictOptions): L[][];
}

/** What the intervals and sets are made of. */
export interface Calibration<L extends Label> {
  /** One for a split, one per fold for CV+ and the jackknife+. */
  readonly parts: readonly Calibrated<L>[];
  readonly coverage: number;
  readonly score: ClassScore;
  /** All classes, for classifiers. */
  readonly classes: readonly L[];
}

export function conformalOf<L extends Label>(given: Calibration<L>): Conformal<L> {
  const { parts, coverage } = given;
  const n = parts.reduce((count, { scores }) => count + scores.length, 0);
  const rank = coverageRank(n, coverage);
  return {
    coverage,
    n,
    interval(X, options = {}) {
      if (parts.some(({ model }) => isClassifier(model)))
        failType('interval', 'model', 'predict numbers (classes have predictSet)', 'a classifier');
      return intervals(given, rank, X, options);
    },
    predictSet(X, options = {}) {
      if (!parts.every(({ model }) => isClassifier(model)))
        failType('predictSet', 'model', 'have predictProba and classes', 'a model of numbers');
      return sets(given, rank, X, options);
    },
  };
}

/**
 * upper = the rank-th smallest of ŷ_f + R_i over the parts f and their scores R_i, lower the same
 * from above; of one part ŷ ± R_(rank).
 */
function intervals<L extends Label>(
  { parts }: Calibration<L>,
  rank: number,
  X: MatrixLike,
  options: PredictOptions,
) {
  const predicted = parts.map(({ model }) => predictNumbers('interval', model, X, options));
  const rows = predicted[0]!.length;
  const lower = new Float64Array(rows);
  const upper = new Float64Array(rows);
  const lists = parts.map(({ scores }) => scores);
  for (let i = 0; i < rows; i++) {
    const at = predicted.map((values) => values[i]!);
    upper[i] = smallestOf(lists, at, rank);
    lower[i] = -smallestOf(
      lists,
      at.map((value) => -value),
      rank,
    );
  }
  return { lower, upper };
}

/** The rank-th smallest of all shift_f + list_f[i]; Infinity beyond the last. */
function smallestOf(
  lists: readonly Float64Array[],
  shifts: readonly number[],
  rank: number,
): number {
  if (lists.length === 1) return shifts[0]! + (lists[0]![rank - 1] ?? Infinity);
  const all = new Float64Array(lists.reduce((count, list) => count + list.length, 0));
  let at = 0;
  lists.forEach((list, f) => {
    for (const value of list) all[at++] = shifts[f]! + value;
  });
  return all.sort()[rank - 1] ?? Infinity;
}

/** The classes whose score exceeds fewer than `rank` of the calibration scores of their parts. */
function sets<L extends Label>(
  { parts, classes, score }: Calibration<L>,
  rank: number,
  X: MatrixLike,
  options: PredictOptions,
): L[][] {
  const judges = parts.flatMap(({ model, scores }) => {
    if (!isClassifier(model)) return [];
    const column = new Map<Label, number>(model.classes.map((label, k) => [label, k]));
    const columns = classes.map((label) => column.get(label) ?? -1);
    return [{ p: predictClasses(model, X, options), columns, scores }];
  });
  const isLikely = (i: number, k: number) => {
    let below = 0;
    for (const { p, columns, scores } of judges)
      below += countBelow(scores, classScore(p, i, columns[k]!, score));
    return below < rank;
  };
  return Array.from({ length: judges[0]!.p.rows }, (_, i) =>
    classes.filter((_label, k) => isLikely(i, k)),
  );
}

/** How many of the ascending values are below x. */
function countBelow(values: Float64Array, x: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
