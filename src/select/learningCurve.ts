import { checkKeys, checkNonNegative, fail, failType } from '../check.ts';
import { worse } from '../linear/certificate.ts';
import {
  checkEstimator,
  type DataLike,
  type Input,
  type LinearEstimator,
  unpack,
} from '../linear/estimator.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { type Loaded, loadData } from '../linear/learn.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import { DATA_KEYS, RUN_KEYS } from '../linear/settings.ts';
import type { Certificate, FitData } from '../linear/types.ts';
import { Matrix } from '../memory/matrix.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { inUnits, share } from '../runtime/progress.ts';
import { stream } from '../runtime/random.ts';
import { run, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import { splitsOf } from './crossValidate.ts';
import { familyMeasure, measureName } from './familyMeasures.ts';
import { type Fold, foldsOf } from './folds.ts';
import { aggregate } from './measures.ts';
import { nestedOrder } from './nestedOrder.ts';
import { strataOf } from './strata.ts';
import { type SubsetFit, type SubsetPlan, subsetFit } from './subsetFit.ts';
import type { Folds, Measure, Split } from './types.ts';

const WHERE = 'learningCurve';
const OPTIONS = ['fractions', 'folds', 'measure', 'lambda'];
const FRACTIONS = [0.1, 0.325, 0.55, 0.775, 1];

/** Options of `learningCurve`. */
export interface LearningCurveOptions extends FitData, RunOptions {
  /** Shares of the training rows, each in (0, 1]; default 0.1, 0.325, 0.55, 0.775, 1. */
  fractions?: readonly number[];
  /** Default 5 shuffled folds, stratified by class where y has classes. */
  folds?: Folds;
  /** Default 'mse' for gaussian, 'deviance' for other families. */
  measure?: Measure;
  /**
   * λ of every fit, default the estimator's; 'cv' chooses it anew for each fit, by the least error
   * of five folds within the rows of that fit.
   */
  lambda?: number | 'cv';
}

/** What `learningCurve` returns; the arrays run along the fractions. */
export interface LearningCurve {
  readonly fractions: Float64Array;
  /** Training rows of each fit. */
  readonly n: Int32Array;
  /** Mean error on the training rows, folds weighted by the weight of these. */
  readonly train: Float64Array;
  /** Mean error on the test rows, folds weighted by the weight of these. */
  readonly validation: Float64Array;
  /** Standard errors of both means, over the folds. */
  readonly seTrain: Float64Array;
  readonly seValidation: Float64Array;
  /** folds × fractions: errors, and the λ of the fit. */
  readonly perFold: {
    readonly train: Matrix;
    readonly validation: Matrix;
    readonly lambda: Matrix;
  };
  readonly measure: Measure;
  readonly splits: readonly Split[];
  /** The largest relative gap over every fit. */
  readonly worstCertificate: Certificate;
}

/**
 * Errors on training and on test rows by the number of training rows: whether more rows would
 * help (the curves have not met, and the validation curve still falls), or a richer model (they
 * have met, too high).
 *
 * The m rows of the smallest training set make n = round(fraction · m); each fold takes its first n
 * training rows in one random order, so that larger sets hold the smaller ones and all are tested
 * on the same rows. Classes and events come in like shares in each set. Everything is learned from
 * these rows alone: scales, fills, what `exclude` chooses, what a recipe learns, and λ = 'cv'.
 *
 * Survival: a partial likelihood grows with the rows at risk, so that deviances of training and
 * test rows do not compare; with measure 'cindex' they do.
 *
 * @returns errors along the fractions with standard errors sqrt(weighted variance over folds ÷
 * (folds − 1)), and those of each fold.
 * @throws RangeError or TypeError naming the argument, also where a set is too small: it must hold
 * two rows, a y that varies, and every class; rejects with the signal's reason.
 * @example
 * ```ts
 * const { n, train, validation } = await learningCurve(new Ridge(), X, y, { lambda: 'cv' });
 * ```
 * @see Hastie, Tibshirani, Friedman (2009), The Elements of Statistical Learning, section 7.10.
 */
export async function learningCurve<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  X: DataLike,
  y?: ResponseLike,
  options: LearningCurveOptions = {},
): Promise<LearningCurve> {
  checkEstimator(WHERE, estimator);
  checkKeys(WHERE, options, [...OPTIONS, ...DATA_KEYS, ...RUN_KEYS]);
  measureName(WHERE, options.measure, estimator.family);
  checkFractions(options.fractions);
  if (options.lambda !== undefined && options.lambda !== 'cv')
    checkNonNegative(WHERE, 'lambda', options.lambda, "or say 'cv'");
  checkRun(WHERE, options);
  options.signal?.throwIfAborted();
  return run(curveTask(estimator, unpack(X, y, estimator, options), options), options);
}

function checkFractions(fractions: readonly number[] = FRACTIONS): void {
  if (!Array.isArray(fractions) && !ArrayBuffer.isView(fractions))
    failType(WHERE, 'fractions', 'be an array of numbers', fractions);
  if (fractions.length === 0) fail(WHERE, 'fractions', 'hold at least one value', 'none');
  fractions.forEach((fraction, f) => {
    if (!(typeof fraction === 'number' && fraction > 0 && fraction <= 1))
      fail(WHERE, `fractions[${f}]`, 'lie in (0, 1]', fraction);
  });
}

function* curveTask<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  input: Input,
  options: LearningCurveOptions,
): Task<LearningCurve> {
  const { modelling } = estimator;
  const { fractions = FRACTIONS, folds, seed = 0 } = options;
  const memory = memoryOf(options);
  const data = yield* loadData(memory, WHERE, input.spec, input.X, input.y, modelling);
  try {
    const splits = splitsOf(data, options, 5);
    const n = sizesOf(fractions, splits);
    const subsets = yield* subsetsOf(data, splits, n, seed);
    const measure = measureName(WHERE, options.measure, data.response.spec);
    const rule = familyMeasure(measure, data.response);
    const lambda = options.lambda ?? data.penalty.lambda;
    const plan = { input, modelling, measure, rule, lambda, folds, seed };
    const fits = yield* inUnits(fitAll(data, subsets, plan), 'fits', n.length * splits.length);
    const worst = fits.flat().flatMap(({ certificates }) => certificates);
    return {
      fractions: Float64Array.from(fractions),
      n,
      ...summaryOf(data, subsets, fits),
      measure,
      splits,
      worstCertificate: worst.reduce(worse),
    };
  } finally {
    data.scope.release();
  }
}

/** Training rows per fraction, the same in every fold. */
function sizesOf(fractions: readonly number[], splits: readonly Split[]): Int32Array {
  const most = Math.min(...splits.map(({ train }) => train.length));
  return Int32Array.from(fractions, (fraction, f) => {
    const size = Math.round(fraction * most);
    const rule = `leave at least 2 of ${most} training rows`;
    return size >= 2 ? size : fail(WHERE, `fractions[${f}]`, rule, fraction);
  });
}

/** The training sets of every fraction: [fraction][fold]. */
function* subsetsOf(
  data: Loaded,
  splits: readonly Split[],
  n: Int32Array,
  seed: NonNullable<RunOptions['seed']>,
): Task<Fold[][]> {
  const strata = strataOf(data.response);
  const orders = splits.map(({ train }, k) =>
    nestedOrder(train, strata, stream(seed, `${WHERE} ${k}`)),
  );
  const subsets: Fold[][] = [];
  for (const size of n) {
    const own = splits.map(({ test }, k) => ({ train: orders[k]!.slice(0, size).sort(), test }));
    subsets.push(yield* foldsOf(WHERE, data, own));
  }
  return subsets;
}

function* fitAll(
  data: Loaded,
  subsets: readonly (readonly Fold[])[],
  plan: SubsetPlan,
): Task<SubsetFit[][]> {
  const folds = subsets[0]!.length;
  const total = subsets.length * folds;
  const fits: SubsetFit[][] = [];
  for (const [f, subset] of subsets.entries()) {
    const row: SubsetFit[] = [];
    for (const [k, fold] of subset.entries()) {
      const done = f * folds + k;
      row.push(yield* share(subsetFit(data, fold, plan), done / total, (done + 1) / total));
      yield { phase: 'fits', done: done + 1, total };
    }
    fits.push(row);
  }
  return fits;
}

function summaryOf(
  { response }: Loaded,
  subsets: readonly (readonly Fold[])[],
  fits: readonly (readonly SubsetFit[])[],
) {
  const folds = subsets[0]!.length;
  const weightOf = (rows: Int32Array) => rows.reduce((sum, i) => sum + response.weights[i]!, 0);
  const table = (name: 'train' | 'validation' | 'lambda') =>
    Matrix.wrap({
      data: Float64Array.from({ length: folds * fits.length }, (_, at) => {
        return fits[at % fits.length]![Math.floor(at / fits.length)]![name];
      }),
      rows: folds,
      cols: fits.length,
      order: 'row',
    });
  // Folds of one fraction are one column: their weights differ from fraction to fraction.
  const columns = (name: 'train' | 'validation') =>
    fits.map((row, f) => {
      const rowsOf = ({ split }: Fold) => (name === 'train' ? split.train : split.test);
      const weights = subsets[f]!.map((fold) => weightOf(rowsOf(fold)));
      const errors = row.map((fit) => Float64Array.of(fit[name]));
      return aggregate(errors, weights);
    });
  const [train, validation] = [columns('train'), columns('validation')];
  return {
    train: Float64Array.from(train, ({ mean }) => mean[0]!),
    validation: Float64Array.from(validation, ({ mean }) => mean[0]!),
    seTrain: Float64Array.from(train, ({ se }) => se[0]!),
    seValidation: Float64Array.from(validation, ({ se }) => se[0]!),
    perFold: { train: table('train'), validation: table('validation'), lambda: table('lambda') },
  };
}
