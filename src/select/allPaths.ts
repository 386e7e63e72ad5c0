/** All fits of a cross-validation: every line on all rows, and on the training rows of each fold. */
import type { Loaded, Training } from '../linear/learn.ts';
import { dataParcel, responseParcel } from '../linear/parcel.ts';
import { problemParcel } from '../linear/problemParcel.ts';
import { inThreads, poolOf } from '../runtime/inThreads.ts';
import { share } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import { advances, columnFolds, groupsOf } from './columnFolds.ts';
import type { FoldPath } from './foldModel.ts';
import type { Fold } from './folds.ts';
import { foldMoments, foldPaths, wholePaths } from './gramFolds.ts';
import { type Plan, sharesGram } from './lines.ts';
import { linesOf, type RecipeRun, recipeData, recipeFold } from './recipeFold.ts';
import { foldParcel, planParcel } from './threads/parcel.ts';

/** Paths of all lines: on all rows, and on each fold. */
export interface AllPaths {
  readonly whole: readonly FoldPath[];
  readonly folds: readonly (readonly FoldPath[])[];
}

/** The training sets by number: all rows, then the folds. */
function setsOf(folds: readonly Fold[]): number[] {
  return [0, ...folds.map((_, k) => k + 1)];
}

export function* fitAll(
  data: Loaded,
  training: Training,
  folds: readonly Fold[],
  plan: Plan,
): Task<AllPaths> {
  const [whole, ...rest] = sharesGram(training.problem, folds.length, plan)
    ? yield* gramSets(data, training, folds, plan)
    : yield* columnSets(data, training, folds, plan);
  return { whole: whole!, folds: rest };
}

/** What other threads must know of the training sets; undefined where it cannot be sent. */
function setup(data: Loaded, folds: readonly Fold[], plan: Plan) {
  const parcels = { data: dataParcel(data), plan: planParcel(plan) };
  return parcels.data && parcels.plan && { ...parcels, folds: folds.map(foldParcel) };
}

/** Tall data: every path comes from moments. */
function* gramSets(
  data: Loaded,
  { problem }: Training,
  folds: readonly Fold[],
  plan: Plan,
): Task<FoldPath[][]> {
  const moments = yield* share(foldMoments(data, problem, folds), 0, 0);
  return yield* inThreads<FoldPath[]>(data.scope, {
    kind: 'gramPaths',
    jobs: setsOf(folds),
    setup: () => {
      const common = setup(data, folds, plan);
      return common && { ...common, whole: problemParcel(problem), moments };
    },
    here: (set) =>
      set === 0
        ? wholePaths(problem, moments, plan)
        : foldPaths(data, problem, moments, folds[set - 1]!, plan),
  });
}

/** All rows take their place beside the folds: the same passes over X serve them. */
function* columnSets(
  data: Loaded,
  { problem }: Training,
  folds: readonly Fold[],
  plan: Plan,
): Task<FoldPath[][]> {
  const { center } = problem;
  const threads = 1 + (poolOf(data.scope.memory)?.size ?? 0);
  const together = plan.lines.some((line) => advances(problem, line));
  const sets = setsOf(folds);
  const groups = together ? groupsOf(sets, threads) : sets.map((set) => [set]);
  const setOf = (set: number) => (set === 0 ? data : folds[set - 1]!);
  const paths = yield* inThreads<FoldPath[][]>(data.scope, {
    kind: 'columnPaths',
    jobs: groups,
    setup: () => {
      const common = setup(data, folds, plan);
      return common && { ...common, center };
    },
    here: (k) => columnFolds(data, groups[k]!.map(setOf), plan, center),
  });
  return paths.flat();
}

/** Each fold learns its own columns from its training rows. */
export function* fitRecipe(
  data: Loaded,
  training: Training,
  folds: readonly Fold[],
  plan: Plan,
  run: RecipeRun,
): Task<AllPaths> {
  const own: Loaded[] = [];
  for (const { split } of folds) own.push(yield* recipeData(data, split.train, run));
  const [whole, ...rest] = yield* inThreads<FoldPath[]>(data.scope, {
    kind: 'recipePaths',
    jobs: setsOf(folds),
    setup: () => {
      const common = setup(data, folds, plan);
      const response = responseParcel(data.response);
      return (
        common && { ...common, data: [data, ...own].map((each) => dataParcel(each, response)) }
      );
    },
    here: (set) =>
      set === 0
        ? linesOf(data.scope, training, plan)
        : recipeFold(own[set - 1]!, folds[set - 1]!, plan),
  });
  return { whole: whole!, folds: rest };
}
