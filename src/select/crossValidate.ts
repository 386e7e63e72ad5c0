import { checkKeys, checkUnit, fail, failType } from '../check.ts';
import { certificateOf } from '../linear/certificate.ts';
import {
  checkEstimator,
  type DataLike,
  type Input,
  type LinearEstimator,
  unpack,
} from '../linear/estimator.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { checkGrid } from '../linear/grid.ts';
import {
  gridFor,
  type Loaded,
  loadData,
  type Modelling,
  prepareTraining,
  sharedOf,
  type Training,
} from '../linear/learn.ts';
import { LinearPath } from '../linear/linearPath.ts';
import { GRID_KEYS, gammaOf } from '../linear/path.ts';
import { pointOf } from '../linear/pointOf.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import { DATA_KEYS, RUN_KEYS } from '../linear/settings.ts';
import type { Certificate } from '../linear/types.ts';
import type { Scope } from '../memory/scope.ts';
import { acrossOutputs } from '../penalty/acrossOutputs.ts';
import { elasticNet } from '../penalty/elasticNet.ts';
import type { Penalty } from '../penalty/penalty.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { inUnits, share } from '../runtime/progress.ts';
import { run, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import { columnFolds, TOGETHER } from './columnFolds.ts';
import { CrossValidation } from './crossValidation.ts';
import { bestCurve, curveOf } from './curve.ts';
import { type FamilyMeasure, familyMeasure, measureName } from './familyMeasures.ts';
import { foldErrors, outOfFold } from './foldErrors.ts';
import type { FoldPath } from './foldModel.ts';
import { type Fold, foldsOf } from './folds.ts';
import { foldMoments, foldPaths, wholePaths } from './gramFolds.ts';
import { type Line, type Plan, sharesGram, variantsOf } from './lines.ts';
import { linesOf, recipeFold } from './recipeFold.ts';
import { resolveFolds } from './split/index.ts';
import { strataOf } from './strata.ts';
import type { CVCurve, CVOptions, CVResult } from './types.ts';

const CV_KEYS = ['folds', 'measure', 'select', 'l1Ratios', 'gammas', 'keep', 'relax'];

/**
 * Cross-validate an estimator along a grid of λ, for one or several l1Ratios on the same folds.
 *
 * The grid comes from all rows and is shared by the folds. Standardization and imputation are
 * learned from the training rows of each fold. Every fit of every fold carries a certificate.
 *
 * | option | meaning | default |
 * |---|---|---|
 * | folds | number, kind, fold ids (Int32Array) or pairs of row indices | 10, shuffled; classes stratified |
 * | measure | see {@link Measure} | 'mse', 'deviance' for other families |
 * | select | 'min', '1se' or a function of the curve | 'min' |
 * | l1Ratios | shares to try | the estimator's |
 * | gammas | mixes γ β + (1 − γ) β° with unpenalized refits to try, see `relax` | 1 |
 * | seed | of the shuffle | 0 |
 *
 * @returns curves, the selected model fitted on all rows, out-of-fold predictions, certificates.
 * @throws RangeError or TypeError naming the argument; rejects with the signal's reason.
 * @see Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), section 6; Hastie, Tibshirani,
 * Friedman (2009), The Elements of Statistical Learning, section 7.10, for the 1-SE rule.
 */
export async function crossValidate<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  X: DataLike,
  y?: ResponseLike,
  options: CVOptions = {},
): Promise<CVResult<F>> {
  const where = 'crossValidate';
  checkEstimator(where, estimator);
  checkKeys(where, options, [...CV_KEYS, ...GRID_KEYS, ...DATA_KEYS, ...RUN_KEYS]);
  checkGrid(where, options);
  measureName(where, options.measure, estimator.family);
  if (options.l1Ratios !== undefined && !Array.isArray(options.l1Ratios))
    failType(where, 'l1Ratios', 'be an array of numbers', options.l1Ratios);
  for (const ratio of options.l1Ratios ?? []) checkUnit(where, 'l1Ratios', ratio);
  checkRun(where, options);
  const { kind, penalty } = estimator;
  const other = options.l1Ratios?.find((ratio) => ratio !== penalty.l1Ratio);
  const mixes = penalty.kernel === 'elasticNet' || penalty.acrossOutputs === true;
  const fixed = kind === 'Lasso' || kind === 'Ridge' || !mixes;
  if (other !== undefined && fixed)
    fail(where, 'l1Ratios', `be ${penalty.l1Ratio} for ${kind}`, other, 'use ElasticNet');
  checkGammas(where, options);
  if (options.l1Ratios?.length === 0) fail(where, 'l1Ratios', 'hold at least one value', 'none');
  const { select = 'min' } = options;
  if (select !== 'min' && select !== '1se' && typeof select !== 'function')
    fail(where, 'select', "be 'min', '1se' or a function of the curve", select);
  options.signal?.throwIfAborted();
  return run(cvTask(estimator, unpack(X, y, estimator, options), options), options);
}

function checkGammas(where: string, { gammas, relax }: CVOptions): void {
  gammaOf(where, relax);
  if (gammas === undefined) return;
  if (!Array.isArray(gammas)) failType(where, 'gammas', 'be an array of numbers', gammas);
  if (gammas.length === 0) fail(where, 'gammas', 'hold at least one value', 'none');
  if (relax !== undefined) fail(where, 'gammas', 'be given without relax', 'both');
  for (const gamma of gammas) checkUnit(where, 'gammas', gamma);
}

function* cvTask<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  input: Input,
  options: CVOptions,
): Task<CVResult<F>> {
  const memory = memoryOf(options);
  const { modelling } = estimator;
  const { X, y, spec } = input;
  const data = yield* loadData(memory, 'crossValidate', spec, X, y, modelling);
  const scopes: Scope[] = [];
  try {
    const splits = splitsOf(data, options);
    yield;
    const folds = yield* foldsOf('crossValidate', data, splits);
    const training = yield* prepareTraining(data, data.response);
    const plan = yield* planOf(data, training, options);
    const fits = input.recipe
      ? fitRecipe(data, training, folds, plan, { input, modelling, scopes })
      : fitAll(data, training, folds, plan);
    const all = yield* inUnits(fits, 'folds', folds.length + 1);
    return yield* assemble(estimator, data, training, {
      folds,
      plan,
      all,
      options,
      preprocessor: input.recipe?.preprocessor,
    });
  } finally {
    data.scope.release();
    for (const scope of scopes) scope.release();
  }
}

/** One line per l1Ratio, with its grid from all rows. */
function* planOf({ penalty: own }: Loaded, { problem }: Training, options: CVOptions): Task<Plan> {
  const lines: Line[] = [];
  for (const l1Ratio of options.l1Ratios ?? [own.l1Ratio]) {
    const penalty = l1Ratio === own.l1Ratio ? own : withRatio(own, l1Ratio);
    lines.push({ penalty, lambdas: yield* gridFor('crossValidate', problem, penalty, options) });
  }
  const { stopEarly = false, maxNonzero = Infinity } = options;
  const gammas = options.gammas ?? [gammaOf('crossValidate', options.relax) ?? 1];
  return { lines, gammas, end: { stopEarly, maxNonzero } };
}

function withRatio({ lambda, acrossOutputs: across }: Penalty, l1Ratio: number): Penalty {
  const penalty = elasticNet({ lambda, l1Ratio });
  return across ? acrossOutputs(penalty) : penalty;
}

/** Paths of all lines: on all rows, and on each fold. */
interface AllPaths {
  readonly whole: readonly FoldPath[];
  readonly folds: readonly (readonly FoldPath[])[];
}

function* fitAll(
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

/** What a recipe's folds need beyond the plan; their memory is released with `scopes`. */
interface RecipeRun {
  readonly input: Input;
  readonly modelling: Modelling;
  readonly scopes: Scope[];
}

/** Each fold learns its own columns from its training rows. */
function* fitRecipe(
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

interface Finished {
  readonly folds: readonly Fold[];
  readonly plan: Plan;
  readonly all: AllPaths;
  readonly options: CVOptions;
  readonly preprocessor: { toJSON(): unknown } | undefined;
}

function* assemble<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  data: Loaded,
  training: Training,
  finished: Finished,
): Task<CVResult<F>> {
  const { folds, plan, all, options } = finished;
  const { select = 'min', keep = true } = options;
  const measure = measureName('crossValidate', options.measure, data.response.spec);
  const rule = familyMeasure(measure, data.response);
  const curves: CVCurve[] = [];
  const variants = variantsOf(plan);
  for (const line of variants.keys()) curves.push(yield* curveOfLine(data, finished, line, rule));
  const curve = bestCurve(curves, rule.sign);
  const line = curves.indexOf(curve);
  const index = chosenIndex(curve, select);
  const { penalty, gamma } = variants[line]!;
  const shared = sharedOf(estimator.kind, data, training, penalty, {
    preprocessor: finished.preprocessor,
    gamma: gamma === 1 ? undefined : gamma,
  });
  const points = all.whole[line]!.solutions.map((each) => pointOf(data, training, each));
  const path = new LinearPath<F>(shared, points);
  const chosen = all.folds.map((paths) => paths[line]!);
  yield;
  const oof = keep ? yield* outOfFold(data, chosen, folds, index) : undefined;
  return new CrossValidation({
    curve,
    curves,
    index,
    measure,
    path,
    oof,
    splits: folds.map((fold) => fold.split),
    certificates: [all.whole, ...all.folds].flat().flatMap((p) => certificatesOf(p, data)),
    notes: path.notes,
  });
}

/** Errors of all folds along the λ that every fit of the line reached. */
function* curveOfLine(
  data: Loaded,
  finished: Finished,
  line: number,
  rule: FamilyMeasure,
): Task<CVCurve> {
  const { folds, plan, all } = finished;
  const whole = all.whole[line]!;
  const paths = all.folds.map((each) => each[line]!);
  const length = Math.min(...[whole, ...paths].map((path) => path.solutions.length));
  const { penalty, lambdas, gamma } = variantsOf(plan)[line]!;
  const perFold: Float64Array[] = [];
  for (const [k, fold] of folds.entries()) {
    perFold.push(yield* foldErrors(data, paths[k]!, fold, length, rule));
    yield;
  }
  const errors = {
    l1Ratio: penalty.l1Ratio,
    gamma,
    lambdas: lambdas.slice(0, length),
    df: Float64Array.from(whole.solutions.slice(0, length), (s) => s.df ?? s.columns.length),
    perFold,
    testWeights: folds.map((fold) => fold.testWeight),
  };
  return curveOf(errors, rule.sign);
}

function chosenIndex(curve: CVCurve, select: NonNullable<CVOptions['select']>): number {
  if (select === 'min') return curve.minIndex;
  if (select === '1se') return curve.oneSeIndex;
  const index = select(curve);
  if (!(Number.isInteger(index) && index >= 0 && index < curve.lambdas.length))
    fail('crossValidate', 'select', `return an index in [0, ${curve.lambdas.length})`, index);
  return index;
}

function certificatesOf(path: FoldPath, data: Loaded): Certificate[] {
  const { tol } = data.settings;
  return path.solutions.map(({ gap, lambda, kind, unit = path.nullLoss }) =>
    certificateOf(gap, unit, tol, lambda, kind),
  );
}

/** The splits asked for; classes and events are spread over the folds where nothing is said. */
function splitsOf({ design, response, spec }: Loaded, { folds, seed = 0 }: CVOptions) {
  const strata = strataOf(response);
  const { n } = design;
  const y = strata ?? response.target;
  const usual = strata ? ({ kind: 'stratified', k: Math.min(10, n) } as const) : 10;
  return resolveFolds(folds ?? usual, { n, y, groups: spec.groups, seed });
}
