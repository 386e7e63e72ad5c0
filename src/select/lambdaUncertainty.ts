import { checkCount, checkKeys, fail, failType } from '../check.ts';
import { worse } from '../linear/certificate.ts';
import {
  checkEstimator,
  type DataLike,
  type Input,
  type LinearEstimator,
  unpack,
} from '../linear/estimator.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { checkGrid } from '../linear/grid.ts';
import { type Loaded, loadData, prepareTraining, type Training } from '../linear/learn.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import { DATA_KEYS, RUN_KEYS } from '../linear/settings.ts';
import type { Certificate, FitData, PathOptions } from '../linear/types.ts';
import type { Scope } from '../memory/scope.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { inUnits, share } from '../runtime/progress.ts';
import type { Seed } from '../runtime/random.ts';
import { run, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import { fitAll, fitRecipe } from './allPaths.ts';
import { type Benefit, benefitOf } from './benefit.ts';
import { certificatesOf, curveOfLine, planOf, splitsOf } from './crossValidate.ts';
import { type FamilyMeasure, familyMeasure, measureName } from './familyMeasures.ts';
import type { FoldPath } from './foldModel.ts';
import { foldsOf } from './folds.ts';
import type { Plan } from './lines.ts';
import type { CVCurve, FoldSpec, Measure } from './types.ts';

const WHERE = 'lambdaUncertainty';
const OPTIONS = ['repeats', 'folds', 'measure', 'nLambda', 'lambdaMinRatio', 'lambdas'];
/** Kinds of folds that another seed draws anew. */
const RANDOM = ['kfold', 'stratified', 'group', 'stratifiedGroup', 'holdout'];
const QUANTILES = [0.025, 0.25, 0.5, 0.75, 0.975];

/** Options of `lambdaUncertainty`. */
export interface LambdaUncertaintyOptions
  extends Pick<PathOptions, 'nLambda' | 'lambdaMinRatio' | 'lambdas'>,
    FitData,
    RunOptions {
  /** Number of cross-validations, each of its own shuffle; at least 2, default 50. */
  repeats?: number;
  /** A number or a kind of shuffled folds; default 10, stratified by class where y has classes. */
  folds?: number | FoldSpec;
  /** Default 'mse' for gaussian, 'deviance' for other families. */
  measure?: Measure;
}

/** One value for each of the two rules that choose λ. */
export interface ByRule<T> {
  readonly lambdaMin: T;
  readonly lambda1se: T;
}

/** What `lambdaUncertainty` returns. */
export interface LambdaUncertainty {
  /** The grid of all repeats, descending. */
  readonly lambdas: Float64Array;
  /** λ of each repeat. */
  readonly perRepeat: ByRule<Float64Array>;
  /** Their quantiles at `probabilities`: the smallest λ with that share of repeats at or below. */
  readonly quantiles: ByRule<Float64Array> & { readonly probabilities: Float64Array };
  /** Share of the repeats whose model, fitted on all rows, uses each feature; p values. */
  readonly frequency: ByRule<Float64Array>;
  readonly featureNames: readonly string[];
  /** What regularization gains over the smallest λ of the grid, in units of the measure. */
  readonly benefit: Benefit;
  readonly measure: Measure;
  /** The largest relative gap over every λ and every fold of every repeat. */
  readonly worstCertificate: Certificate;
}

/**
 * How much of the chosen λ is an accident of the folds: cross-validation repeated with different
 * shuffles, on one grid of λ.
 *
 * The first repeat is `crossValidate` with the same seed; repeat r = 1, 2, … has the seed
 * `${seed}/${r}`. The benefit pairs the two ends of one decision: in every fold the error at the
 * smallest λ, nearly unregularized, less the error at the λ_min of its repeat. Its mean is above 0
 * where regularization helps; as λ_min is the best of its curve, it is never below, and only an
 * interval that leaves 0 out says that it does help.
 *
 * Costs as much as `repeats` cross-validations; X is read in once.
 *
 * @throws RangeError or TypeError naming the argument, also for folds that no seed changes;
 * rejects with the signal's reason.
 * @example
 * ```ts
 * const { quantiles, benefit } = await lambdaUncertainty(new Ridge(), X, y, { repeats: 20 });
 * ```
 * @see Krstajic, Buturovic, Leahy, Thomas (2014), J. Cheminform. 6, 10, for repeated
 * cross-validation; Nadeau and Bengio (2003), Machine Learning 52(3), for the interval.
 */
export async function lambdaUncertainty<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  X: DataLike,
  y?: ResponseLike,
  options: LambdaUncertaintyOptions = {},
): Promise<LambdaUncertainty> {
  checkEstimator(WHERE, estimator);
  checkKeys(WHERE, options, [...OPTIONS, ...DATA_KEYS, ...RUN_KEYS]);
  checkCount(WHERE, 'repeats', options.repeats ?? 50, 2);
  checkGrid(WHERE, options);
  checkFolds(options.folds);
  measureName(WHERE, options.measure, estimator.family);
  checkRun(WHERE, options);
  options.signal?.throwIfAborted();
  return run(task(estimator, unpack(X, y, estimator, options), options), options);
}

function checkFolds(folds: number | FoldSpec = 10): void {
  const rule = `be a number or one of the kinds ${RANDOM.join(', ')}`;
  if (typeof folds === 'number') return;
  if (typeof folds !== 'object' || folds === null || !('kind' in folds))
    failType(WHERE, 'folds', rule, folds);
  const hint = 'others are the same in every repeat';
  if (!RANDOM.includes(folds.kind)) fail(WHERE, 'folds', rule, folds.kind, hint);
  if (folds.shuffle === false) fail(WHERE, 'folds.shuffle', 'be true', false, hint);
}

function* task<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  input: Input,
  options: LambdaUncertaintyOptions,
): Task<LambdaUncertainty> {
  const { modelling } = estimator;
  const { repeats = 50 } = options;
  const memory = memoryOf(options);
  const data = yield* loadData(memory, WHERE, input.spec, input.X, input.y, modelling);
  try {
    const training = yield* prepareTraining(data, data.response);
    const plan = yield* planOf(data, training, options);
    const { measure } = plan;
    const rule = familyMeasure(measure, data.response);
    const source = { data, training, plan, rule, input, modelling, options };
    const done = yield* inUnits(allRepeats(source, repeats), 'repeats', repeats);
    return { ...summaryOf(data, plan, rule, done), measure };
  } finally {
    data.scope.release();
  }
}

interface Source {
  readonly data: Loaded;
  readonly training: Training;
  readonly plan: Plan;
  readonly rule: FamilyMeasure;
  readonly input: Input;
  readonly modelling: LinearEstimator<FittedModel>['modelling'];
  readonly options: LambdaUncertaintyOptions;
}

/** What is kept of one cross-validation. */
interface Repeat {
  readonly curve: CVCurve;
  readonly testWeights: readonly number[];
  readonly trainWeight: number;
  readonly whole: FoldPath;
  readonly worst: Certificate;
}

function* allRepeats(source: Source, repeats: number): Task<Repeat[]> {
  const { seed = 0 } = source.options;
  const done: Repeat[] = [];
  for (let r = 0; r < repeats; r++) {
    const one = repeat(source, r === 0 ? seed : `${seed}/${r}`);
    done.push(yield* share(one, r / repeats, (r + 1) / repeats));
    yield { phase: 'repeats', done: r + 1, total: repeats };
  }
  return done;
}

function* repeat(source: Source, seed: Seed): Task<Repeat> {
  const { data, training, plan, rule, input, modelling, options } = source;
  const scopes: Scope[] = [];
  try {
    const splits = splitsOf(data, { folds: options.folds, seed });
    const folds = yield* foldsOf(WHERE, data, splits);
    const all = input.recipe
      ? yield* fitRecipe(data, training, folds, plan, { input, modelling, scopes })
      : yield* fitAll(data, training, folds, plan);
    const curve = yield* curveOfLine(data, { folds, plan, all, options: {} }, 0, rule);
    const { weights } = data.response;
    const sum = (rows: Int32Array) => rows.reduce((total, i) => total + weights[i]!, 0);
    const paths = [all.whole, ...all.folds].flat();
    return {
      curve,
      testWeights: folds.map(({ testWeight }) => testWeight),
      trainWeight: splits.reduce((total, { train }) => total + sum(train), 0),
      whole: all.whole[0]!,
      worst: paths.flatMap((path) => certificatesOf(path, data)).reduce(worse),
    };
  } finally {
    for (const scope of scopes) scope.release();
  }
}

function summaryOf(
  { names }: Loaded,
  plan: Plan,
  { sign }: FamilyMeasure,
  repeats: readonly Repeat[],
): Omit<LambdaUncertainty, 'measure'> {
  const { lambdas } = plan.lines[0]!;
  const both = <T>(of: (index: 'minIndex' | 'oneSeIndex') => T): ByRule<T> => ({
    lambdaMin: of('minIndex'),
    lambda1se: of('oneSeIndex'),
  });
  const chosen = both((index) => Float64Array.from(repeats, ({ curve }) => lambdas[curve[index]]!));
  const probabilities = Float64Array.from(QUANTILES);
  return {
    lambdas,
    perRepeat: chosen,
    quantiles: {
      probabilities,
      lambdaMin: quantiles(chosen.lambdaMin, probabilities),
      lambda1se: quantiles(chosen.lambda1se, probabilities),
    },
    frequency: both((index) =>
      frequencyOf(
        names.length,
        repeats.map(({ curve, whole }) => whole.solutions[curve[index]]!.columns),
      ),
    ),
    featureNames: names,
    benefit: benefitOf(repeats, sign),
    worstCertificate: repeats.map(({ worst }) => worst).reduce(worse),
  };
}

/** The smallest value with at least that share of all values at or below it. */
function quantiles(values: Float64Array, probabilities: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  return probabilities.map((q) => sorted[Math.max(Math.ceil(q * sorted.length), 1) - 1]!);
}

/** Share of the lists that hold each of p columns. */
function frequencyOf(p: number, lists: readonly Int32Array[]): Float64Array {
  const counts = new Float64Array(p);
  for (const list of lists) for (const j of list) counts[j]!++;
  return counts.map((count) => count / lists.length);
}
