/** The training sets of a cross-validation: responses without their test rows, checked. */
import type { Loaded } from '../linear/learn.ts';
import type { CodedResponse } from '../linear/response/types.ts';
import type { Task } from '../runtime/run.ts';
import type { Split } from './types.ts';

/** One split with what the solvers need of it. */
export interface Fold {
  readonly index: number;
  readonly split: Split;
  /** Weights are 0 outside the training rows and sum to 1. */
  readonly response: CodedResponse;
  /** Total weight of the test rows. */
  readonly testWeight: number;
}

/** A fold, or all rows, which leave none to test. */
export type TrainingSet = Pick<Fold, 'response'> & Partial<Pick<Fold, 'split'>>;

/** @throws RangeError where the training rows of a fold have no weight or no variance in y. */
export function* foldsOf(where: string, data: Loaded, splits: readonly Split[]): Task<Fold[]> {
  const { weights } = data.response;
  const folds: Fold[] = [];
  for (const [index, split] of splits.entries()) {
    if (!varies(split.train, data.response)) refuseFold(where, data, splits, index);
    refuseLostClass(where, data.response, split.train, index);
    const testWeight = sum(split.test, weights);
    folds.push(foldOf(data.response, { index, split, testWeight }));
    yield;
  }
  return folds;
}

/** A fold whose response is made when somebody asks for it: moments do without. */
export function foldOf(whole: CodedResponse, parts: Omit<Fold, 'response'>): Fold {
  let own: CodedResponse | undefined;
  return {
    ...parts,
    get response() {
      own ??= trainingResponse(whole, parts.split.train);
      return own;
    },
  };
}

/** The response with no weight outside the training rows, and a sum of 1 on them. */
function trainingResponse(response: CodedResponse, train: Int32Array): CodedResponse {
  const { weights } = response;
  const own = new Float64Array(weights.length);
  const total = sum(train, weights);
  for (const i of train) own[i] = weights[i]! / total;
  return { ...response, weights: own };
}

/** Whether y takes two values on rows of positive weight. */
function varies(rows: Int32Array, { target, weights }: CodedResponse): boolean {
  let first = Number.NaN;
  for (const i of rows) {
    if (!(weights[i]! > 0)) continue;
    if (Number.isNaN(first)) first = target[i]!;
    else if (target[i] !== first) return true;
  }
  return false;
}

/** A class that no training row has cannot be learned. */
function refuseLostClass(
  where: string,
  { classes, family, target, weights }: CodedResponse,
  rows: Int32Array,
  k: number,
): void {
  if (!classes || family.outputs < classes.length) return;
  const n = weights.length;
  classes.forEach((label, c) => {
    if (rows.some((i) => weights[i]! > 0 && target[c * n + i]! > 0)) return;
    throw new RangeError(
      `${where}: folds must leave rows of every class to train on, got fold ${k + 1} ` +
        `without class ${JSON.stringify(label)}; use stratified folds`,
    );
  });
}

function refuseFold(
  where: string,
  { response }: Loaded,
  splits: readonly Split[],
  k: number,
): never {
  const { target, weights } = response;
  const rows = splits[k]!.train.filter((i) => weights[i]! > 0);
  const what = rows.length > 0 ? `all have y = ${target[rows[0]!]}` : 'have no weight';
  throw new RangeError(
    `${where}: folds must leave variance in y, got fold ${k + 1} of ${splits.length} ` +
      `whose ${rows.length} training rows ${what}`,
  );
}

/** Whether every row is in exactly one test set and each training set is the rest. */
export function isPartition(n: number, splits: readonly Split[]): boolean {
  const seen = new Uint8Array(n);
  let tested = 0;
  for (const { train, test } of splits) {
    if (train.length + test.length !== n) return false;
    for (let k = 0; k < test.length; k++) {
      if (seen[test[k]!]) return false;
      seen[test[k]!] = 1;
    }
    tested += test.length;
  }
  return tested === n;
}

function sum(rows: Int32Array, weights: Float64Array): number {
  let total = 0;
  for (const i of rows) total += weights[i]!;
  return total;
}
