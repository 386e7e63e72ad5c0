/** A fold of a recipe: its columns are learned from its training rows alone. */
import type { Input } from '../linear/estimator.ts';
import { fitPath } from '../linear/fitPath.ts';
import {
  type Loaded,
  loadData,
  type Modelling,
  prepareTraining,
  type Training,
} from '../linear/learn.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';
import { withErrors } from './foldErrors.ts';
import type { FoldPath } from './foldModel.ts';
import type { Fold } from './folds.ts';
import { type Plan, variantPaths } from './lines.ts';

/** What a recipe's folds need beyond the plan; their memory is released with `scopes`. */
export interface RecipeRun {
  readonly input: Input;
  readonly modelling: Modelling;
  readonly scopes: Scope[];
}

/** The paths of all lines on one fold, from its own columns. */
export function* recipeFold(own: Loaded, fold: Fold, plan: Plan): Task<FoldPath[]> {
  const training = yield* prepareTraining(own, fold.response, own.scope);
  return yield* withErrors(own, yield* linesOf(own.scope, training, plan), fold, plan);
}

/** All rows as columns that were learned from some of them. */
export function* recipeData(
  data: Loaded,
  train: Int32Array,
  { input, modelling, scopes }: RecipeRun,
): Task<Loaded> {
  const { rows, preprocessor } = input.recipe!.source;
  yield;
  const learned = preprocessor.fit(Array.from(train, (i) => rows[i]!));
  yield;
  const X = learned.transform(rows);
  yield;
  const spec = { ...data.spec, featureNames: learned.featureNames };
  const { memory } = data.scope;
  const own = yield* loadData(memory, data.where, spec, X, input.y, modelling);
  scopes.push(own.scope);
  return own;
}

/** The paths of all lines on one training set. */
export function* linesOf(scope: Scope, { problem }: Training, plan: Plan): Task<FoldPath[]> {
  const paths: FoldPath[] = [];
  for (const { penalty, lambdas } of plan.lines) {
    const solutions = yield* fitPath(scope, problem, penalty, lambdas, plan.end);
    paths.push(...(yield* variantPaths(problem, solutions, plan)));
  }
  return paths;
}
