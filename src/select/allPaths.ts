/** All fits of a cross-validation: every line on all rows, and on the training rows of each fold. */
import type { Loaded, Training } from '../linear/learn.ts';
import { share } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import { columnFolds, TOGETHER } from './columnFolds.ts';
import type { FoldPath } from './foldModel.ts';
import type { Fold } from './folds.ts';
import { foldMoments, foldPaths, wholePaths } from './gramFolds.ts';
import { type Plan, sharesGram } from './lines.ts';
import { linesOf, type RecipeRun, recipeFold } from './recipeFold.ts';

/** Paths of all lines: on all rows, and on each fold. */
export interface AllPaths {
  readonly whole: readonly FoldPath[];
  readonly folds: readonly (readonly FoldPath[])[];
}

export function* fitAll(
  data: Loaded,
  training: Training,
  folds: readonly Fold[],
  plan: Plan,
): Task<AllPaths> {
  const total = folds.length + 1;
  if (sharesGram(training.problem, folds.length, plan)) {
    const moments = yield* foldMoments(data, training.problem, folds);
    const whole = yield* share(wholePaths(training, moments, plan), 0, 1 / total);
    const paths: FoldPath[][] = [];
    for (const [k, fold] of folds.entries()) {
      const task = foldPaths(data, training.problem, moments, fold, plan);
      paths.push(yield* share(task, (k + 1) / total, (k + 2) / total));
    }
    return { whole, folds: paths };
  }
  // All rows take their place beside the folds: the same passes over X serve them.
  const everything = { ...folds[0]!, response: data.response };
  const sets = [everything, ...folds];
  const paths: FoldPath[][] = [];
  for (let from = 0; from < sets.length; from += TOGETHER) {
    const some = sets.slice(from, from + TOGETHER);
    const task = columnFolds(data, some, plan);
    paths.push(...(yield* share(task, from / total, (from + some.length) / total)));
  }
  return { whole: paths[0]!, folds: paths.slice(1) };
}

/** Each fold learns its own columns from its training rows. */
export function* fitRecipe(
  data: Loaded,
  training: Training,
  folds: readonly Fold[],
  plan: Plan,
  run: RecipeRun,
): Task<AllPaths> {
  const total = folds.length + 1;
  const whole = yield* share(linesOf(data.scope, training, plan), 0, 1 / total);
  const paths: FoldPath[][] = [];
  for (const [k, fold] of folds.entries()) {
    const task = recipeFold(data, fold, plan, run);
    paths.push(yield* share(task, (k + 1) / total, (k + 2) / total));
  }
  return { whole, folds: paths };
}
