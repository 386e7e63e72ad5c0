import { fail } from '../check.ts';
import { certificateOf, withoutOptimum } from '../linear/certificate.ts';
import { type DataLike, type Input, type LinearEstimator, unpack } from '../linear/estimator.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import {
  gridFor,
  type Loaded,
  loadData,
  prepareTraining,
  sharedOf,
  type Training,
} from '../linear/learn.ts';
import { LinearPath } from '../linear/linearPath.ts';
import { gammaOf } from '../linear/path.ts';
import { pointOf } from '../linear/pointOf.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import type { Certificate } from '../linear/types.ts';
import type { Scope } from '../memory/scope.ts';
import { acrossOutputs } from '../penalty/acrossOutputs.ts';
import { adaptive } from '../penalty/adaptive.ts';
import { elasticNet } from '../penalty/elasticNet.ts';
import type { Penalty } from '../penalty/penalty.ts';
import { poolOf } from '../runtime/inThreads.ts';
import { inUnits } from '../runtime/progress.ts';
import { run, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import { type AllPaths, fitAll, fitRecipe } from './allPaths.ts';
import { checkOptions } from './checkOptions.ts';
import { CrossValidation } from './crossValidation.ts';
import { bestCurve, curveOf } from './curve.ts';
import { type FamilyMeasure, familyMeasure, measureName } from './familyMeasures.ts';
import { foldErrors, outOfFold, rowErrors } from './foldErrors.ts';
import type { FoldPath } from './foldModel.ts';
import { type Fold, foldsOf } from './folds.ts';
import { type Line, type Plan, variantsOf } from './lines.ts';
import { resolveFolds } from './split/index.ts';
import { strataOf } from './strata.ts';
import { whyAlone } from './threads/parcel.ts';
import type { CVCurve, CVOptions, CVResult, Split } from './types.ts';

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
 * | trainErrors | errors on the training rows as well, `curve.train`: the validation curve | false |
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
  checkOptions('crossValidate', estimator, options);
  options.signal?.throwIfAborted();
  return run(cvTask(estimator, unpack(X, y, estimator, options), options), options);
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
export function* planOf(
  { penalty: own, response, spec, where }: Loaded,
  { problem }: Training,
  options: CVOptions,
): Task<Plan> {
  const lines: Line[] = [];
  for (const l1Ratio of options.l1Ratios ?? [own.l1Ratio]) {
    const penalty = l1Ratio === own.l1Ratio ? own : withRatio(own, l1Ratio);
    lines.push({ penalty, lambdas: yield* gridFor(where, problem, penalty, options) });
  }
  const { stopEarly = false, maxNonzero = Infinity } = options;
  const gammas = options.gammas ?? [gammaOf(where, options.relax) ?? 1];
  const measure = measureName(where, options.measure, response.spec);
  const ownColumns = typeof spec.exclude === 'function';
  return { lines, gammas, end: { stopEarly, maxNonzero }, measure, ownColumns };
}

function withRatio(own: Penalty, l1Ratio: number): Penalty {
  const { lambda, acrossOutputs: across, adaptive: rule } = own;
  const net = elasticNet({ lambda, l1Ratio });
  const penalty = rule ? adaptive(net, rule) : net;
  return across ? acrossOutputs(penalty) : penalty;
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
  const { measure } = plan;
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
    notes: [...path.notes, ...threadNotes(data, plan)],
  });
}

/** Why threads that are there were not used. */
function threadNotes(data: Loaded, plan: Plan): string[] {
  const why = poolOf(data.scope.memory) && whyAlone(data, plan);
  return why === undefined ? [] : [`one thread did all fits: ${why}, which no other can be sent`];
}

/** Errors of all folds along the λ that every fit of the line reached. */
export function* curveOfLine(
  data: Loaded,
  finished: Pick<Finished, 'folds' | 'plan' | 'all' | 'options'>,
  line: number,
  rule: FamilyMeasure,
): Task<CVCurve> {
  const { folds, plan, all, options } = finished;
  const whole = all.whole[line]!;
  const paths = all.folds.map((each) => each[line]!);
  const length = Math.min(...[whole, ...paths].map((path) => path.solutions.length));
  const { penalty, lambdas, gamma } = variantsOf(plan)[line]!;
  const perFold: Float64Array[] = [];
  const onTraining: Float64Array[] = [];
  for (const [k, fold] of folds.entries()) {
    perFold.push(yield* foldErrors(data, paths[k]!, fold, length, rule));
    yield;
    if (!options.trainErrors) continue;
    onTraining.push(yield* rowErrors(data, paths[k]!, fold.split.train, length, rule));
  }
  const { weights } = data.response;
  const errors = {
    l1Ratio: penalty.l1Ratio,
    gamma,
    lambdas: lambdas.slice(0, length),
    df: Float64Array.from(whole.solutions.slice(0, length), (s) => s.df ?? s.columns.length),
    perFold,
    testWeights: folds.map((fold) => fold.testWeight),
    ...(options.trainErrors && {
      onTraining,
      trainWeights: folds.map(({ split }) => split.train.reduce((sum, i) => sum + weights[i]!, 0)),
    }),
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

export function certificatesOf(path: FoldPath, data: Loaded): Certificate[] {
  const { tol } = data.settings;
  return path.solutions.map(({ gap, lambda, kind, refit, unit = path.nullLoss }) => {
    const certificate = certificateOf(gap, unit, tol, lambda, kind);
    return refit?.endless ? withoutOptimum(certificate, refit.endless) : certificate;
  });
}

/** The splits asked for; classes and events are spread over the folds where nothing is said. */
export function splitsOf(
  { design, response, spec }: Loaded,
  { folds, seed = 0 }: Pick<CVOptions, 'folds' | 'seed'>,
  count = 10,
): Split[] {
  const strata = strataOf(response);
  const { n } = design;
  const y = strata ?? response.target;
  const usual = strata ? ({ kind: 'stratified', k: Math.min(count, n) } as const) : count;
  return resolveFolds(folds ?? usual, { n, y, groups: spec.groups, seed });
}
