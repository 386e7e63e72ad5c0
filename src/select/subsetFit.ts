/** The model that some of the rows give, at a given λ or at the one that these rows choose. */
import type { Input } from '../linear/estimator.ts';
import { type Loaded, learnOne, type Modelling, prepareTraining } from '../linear/learn.ts';
import type { Certificate } from '../linear/types.ts';
import { Scope } from '../memory/scope.ts';
import type { Seed } from '../runtime/random.ts';
import type { Task } from '../runtime/run.ts';
import { fitAll, fitRecipe } from './allPaths.ts';
import { certificatesOf, curveOfLine, planOf } from './crossValidate.ts';
import type { FamilyMeasure } from './familyMeasures.ts';
import { rowErrors } from './foldErrors.ts';
import { type FoldPath, foldPath } from './foldModel.ts';
import { type Fold, foldsOf } from './folds.ts';
import { innerSplits } from './innerSplits.ts';
import { type RecipeRun, recipeData } from './recipeFold.ts';
import type { Folds, Measure } from './types.ts';

/** What all fits of a learning curve share. */
export interface SubsetPlan {
  readonly input: Input;
  readonly modelling: Modelling;
  readonly measure: Measure;
  readonly rule: FamilyMeasure;
  readonly lambda: number | 'cv';
  readonly folds: Folds | undefined;
  readonly seed: Seed;
}

/** One model on the rows it was trained on and on those it was not. */
export interface SubsetFit {
  readonly train: number;
  readonly validation: number;
  readonly lambda: number;
  readonly certificates: readonly Certificate[];
}

/** Fit the training rows of `fold`, as `data` were loaded, and measure the model. */
export function* subsetFit(data: Loaded, fold: Fold, plan: SubsetPlan): Task<SubsetFit> {
  const { train, test } = fold.split;
  const scopes = [new Scope(data.scope.memory, data.where)];
  const { input, modelling, rule, lambda } = plan;
  const run = { input, modelling, scopes };
  try {
    const source = input.recipe ? yield* recipeData(data, train, run) : data;
    const own = { ...source, scope: scopes[0]!, response: fold.response };
    const { path, certificates } =
      lambda === 'cv' ? yield* chosenFit(own, train, plan, run) : yield* fixedFit(own, lambda);
    const [onTraining] = yield* rowErrors(data, path, train, 1, rule);
    const [onTest] = yield* rowErrors(data, path, test, 1, rule);
    return {
      train: onTraining!,
      validation: onTest!,
      lambda: path.solutions[0]!.lambda,
      certificates,
    };
  } finally {
    for (const scope of scopes) scope.release();
  }
}

interface Fit {
  /** Of one model. */
  readonly path: FoldPath;
  readonly certificates: readonly Certificate[];
}

function* fixedFit(own: Loaded, lambda: number): Task<Fit> {
  const { problem } = yield* prepareTraining(own, own.response);
  const solution = yield* learnOne(own.scope, problem, own.penalty.scaled(lambda));
  const path = foldPath(problem, [solution]);
  return { path, certificates: certificatesOf(path, own) };
}

/** λ of the least cross-validated error within the rows. */
function* chosenFit(
  own: Loaded,
  rows: Int32Array,
  { measure, rule, folds: outer, seed }: SubsetPlan,
  run: RecipeRun,
): Task<Fit> {
  const folds = yield* foldsOf(own.where, own, innerSplits(own, rows, outer, seed));
  const training = yield* prepareTraining(own, own.response);
  const plan = yield* planOf(own, training, { measure });
  const all = run.input.recipe
    ? yield* fitRecipe(own, training, folds, plan, run)
    : yield* fitAll(own, training, folds, plan);
  const { minIndex } = yield* curveOfLine(own, { folds, plan, all, options: {} }, 0, rule);
  const whole = all.whole[0]!;
  return {
    path: { ...whole, solutions: [whole.solutions[minIndex]!] },
    certificates: [all.whole, ...all.folds].flat().flatMap((path) => certificatesOf(path, own)),
  };
}
