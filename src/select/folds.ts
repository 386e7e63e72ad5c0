/** The training sets of a cross-validation: responses without their test rows, checked. */
import type { Loaded } from '../linear/learn.ts';
import type { Response } from '../linear/problem.ts';
import type { Split } from './types.ts';

/** One split with what the solvers need of it. */
export interface Fold {
  readonly index: number;
  readonly split: Split;
  /** Weights are 0 outside the training rows and sum to 1. */
  readonly response: Response;
  /** Total weight of the test rows. */
  readonly testWeight: number;
}

/** @throws RangeError where the training rows of a fold have no weight or no variance in y. */
export function foldsOf(where: string, data: Loaded, splits: readonly Split[]): Fold[] {
  return splits.map((split, index) => {
    const { target, weights } = data.response;
    const own = new Float64Array(weights.length);
    for (const i of split.train) own[i] = weights[i]!;
    const total = sum(split.train, weights);
    const rows = split.train.filter((i) => weights[i]! > 0);
    const first = target[rows[0]!];
    if (!(total > 0) || rows.every((i) => target[i] === first))
      throw new RangeError(
        `${where}: folds must leave variance in y, got fold ${index + 1} of ${splits.length} ` +
          `whose ${rows.length} training rows ${rows.length > 0 ? `all have y = ${first}` : 'have no weight'}`,
      );
    return {
      index,
      split,
      response: { target, weights: own.map((w) => w / total) },
      testWeight: sum(split.test, weights),
    };
  });
}

/** Whether every row is in exactly one test set and each training set is the rest. */
export function isPartition(n: number, splits: readonly Split[]): boolean {
  const seen = new Uint8Array(n);
  for (const { test } of splits)
    for (const i of test) {
      if (seen[i]) return false;
      seen[i] = 1;
    }
  return seen.every(Boolean) && splits.every(({ train, test }) => train.length + test.length === n);
}

function sum(rows: Int32Array, weights: Float64Array): number {
  let total = 0;
  for (const i of rows) total += weights[i]!;
  return total;
}
