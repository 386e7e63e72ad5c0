import { checkKeys, fail, failType } from '../../../check.ts';
import type { Dataset } from '../../../data/types.ts';
import { checkEstimator, type LinearEstimator } from '../../../linear/estimator.ts';
import type { FittedModel } from '../../../linear/fittedModel.ts';
import { Lasso } from '../../../linear/lasso.ts';
import { path } from '../../../linear/path.ts';
import type { ResponseLike } from '../../../linear/response/types.ts';
import { RUN_KEYS } from '../../../linear/settings.ts';
import type { FitData, LinearSpec } from '../../../linear/types.ts';
import type { DenseView, MatrixLike, VectorLike } from '../../../memory/types.ts';
import { checkRun } from '../../../runtime/checkRun.ts';
import { run, type Task } from '../../../runtime/run.ts';
import type { RunOptions } from '../../../runtime/types.ts';
import { crossValidate } from '../../crossValidate.ts';
import type { Folds } from '../../types.ts';
import { checkCells, readSample, type Sample } from '../sample.ts';
import { checkRate, knockoffThreshold } from './knockoffThreshold.ts';
import { type Augmented, makeKnockoffs } from './makeKnockoffs.ts';
import { coefficientSizes, entries, type KnockoffStatistic, signedMax } from './statistic.ts';

const WHERE = 'knockoffs';
const OPTIONS = [
  'fdr',
  'method',
  'statistic',
  'plus',
  'estimator',
  'folds',
  'mean',
  'covariance',
  ...RUN_KEYS,
];

/** Options of `knockoffs`. */
export interface KnockoffOptions extends RunOptions {
  /** Expected share of false selections, in (0, 1), default 0.1. */
  fdr?: number;
  /** 'gaussian' (default): rows of X are draws of a normal distribution. 'fixed': y is normal. */
  method?: 'gaussian' | 'fixed';
  /** Default 'lassoCoefDiff'; 'lassoSignedMax' with method 'fixed', which allows no other. */
  statistic?: KnockoffStatistic;
  /** Knockoff+, default true; false keeps a slightly smaller ratio: see `knockoffThreshold`. */
  plus?: boolean;
  /** What is fitted to columns and knockoffs, of any family; default `new Lasso()`. */
  estimator?: LinearEstimator<FittedModel>;
  /** Folds that choose λ for 'lassoCoefDiff', default 10. */
  folds?: Folds;
  /** Means of the columns of X, where they are known; p values. */
  mean?: VectorLike;
  /** Covariance of the columns of X, where it is known; p × p. */
  covariance?: MatrixLike;
}

/** What `knockoffs` returns. */
export interface KnockoffSelection {
  /** Columns with W ≥ threshold, ascending. */
  readonly selected: Int32Array;
  /** Statistic per column of X, 0 for constant columns. */
  readonly W: Float64Array;
  /** Infinity where nothing can be selected at this rate. */
  readonly threshold: number;
  /** s_j with Cov(x_j, x̃_j) = σ_j² − s_j: near 0 a column cannot be told from its knockoff. */
  readonly s: Float64Array;
}

/**
 * Columns of X that matter for y, chosen so that the expected share of false ones is at most `fdr`.
 * Each column gets a knockoff, a copy with the same correlations that cannot matter, and is
 * selected where the lasso prefers it to its knockoff by more than chance explains.
 *
 * | method | needs | holds |
 * |---|---|---|
 * | 'gaussian' | normal rows of X; any n, p | exactly with given mean and covariance, else nearly |
 * | 'fixed' | y = Xβ + normal errors of one variance, n ≥ 2p + 1, independent columns | exactly |
 *
 * 'gaussian' uses means and covariance alone (second order) and estimates the latter by Ledoit and
 * Wolf's shrinkage. Fewer than 1/fdr columns are never selected: with 0.1 it takes ten.
 *
 * | statistic | W_j |
 * |---|---|
 * | 'lassoCoefDiff' | \|β_j\| − \|β̃_j\| of standardized columns at the cross-validated λ |
 * | 'lassoSignedMax' | λ at which the first of the two enters the path, negative for the knockoff |
 *
 * About 2p³ + 2np² multiply-adds in plain JavaScript beside the fits on 2p columns, and
 * 8 (4p² + 6np) bytes: seconds for p = 1000, about a minute for p = 2000, in slices of 10 ms.
 *
 * @param X n × p without missing cells; sparse X becomes dense.
 * @param y n values, or what the estimator takes.
 * @throws RangeError or TypeError naming the argument; rejects with the signal's reason.
 * @example
 * ```ts
 * const { selected } = await knockoffs(X, y, { fdr: 0.1, seed: 1 });
 * ```
 * @see Candès, Fan, Janson, Lv (2018), J. R. Stat. Soc. B 80(3), 551–577, section 3;
 * Barber and Candès (2015), Ann. Stat. 43(5), 2055–2085, section 2.
 */
export async function knockoffs(
  X: MatrixLike | Dataset,
  y?: ResponseLike,
  options: KnockoffOptions = {},
): Promise<KnockoffSelection> {
  checkOptions(options);
  const { fdr = 0.1, plus = true, seed = 0, signal, onProgress } = options;
  signal?.throwIfAborted();
  const sample = await run(readComplete(X, y), options);
  const made = await run(makeKnockoffs(sample, options, seed), options);
  onProgress?.({ phase: 'knockoffs', done: 1, total: 1 });
  const difference = await compare(sample, made, options);
  const W = new Float64Array(sample.p);
  const s = new Float64Array(sample.p);
  made.columns.forEach((column, j) => {
    W[column] = made.swapped[j] ? 0 - difference[j]! : difference[j]!;
    s[column] = made.s[j]!;
  });
  const threshold = knockoffThreshold(W, fdr, plus);
  const selected = Int32Array.from(Array.from(W.keys()).filter((j) => W[j]! >= threshold));
  return { selected, W, threshold, s };
}

function checkOptions(options: KnockoffOptions): void {
  checkKeys(WHERE, options, OPTIONS);
  const { fdr = 0.1, method = 'gaussian', statistic, plus = true, estimator } = options;
  checkRate(WHERE, fdr);
  if (method !== 'gaussian' && method !== 'fixed')
    fail(WHERE, 'method', "be 'gaussian' or 'fixed'", method);
  if (![undefined, 'lassoCoefDiff', 'lassoSignedMax'].includes(statistic))
    fail(WHERE, 'statistic', "be 'lassoCoefDiff' or 'lassoSignedMax'", statistic);
  if (typeof plus !== 'boolean') fail(WHERE, 'plus', 'be true or false', plus);
  if (method === 'fixed') {
    // Fixed knockoffs hold for functions of [X X̃]ᵀ[X X̃] and [X X̃]ᵀy; folds look at more.
    if (statistic === 'lassoCoefDiff')
      fail(WHERE, 'statistic', "be 'lassoSignedMax' for method 'fixed'", statistic);
    for (const name of ['mean', 'covariance'] as const)
      if (options[name] !== undefined)
        fail(WHERE, name, "be left out of method 'fixed'", options[name]);
  }
  if (estimator !== undefined) checkEstimator(WHERE, estimator);
  if (estimator?.spec.exclude !== undefined)
    failType(WHERE, 'estimator', 'exclude no columns', estimator.spec.exclude);
  checkRun(WHERE, options);
}

function* readComplete(X: MatrixLike | Dataset, y: ResponseLike | undefined): Task<Sample> {
  const sample = yield* readSample(WHERE, X, y);
  yield* checkCells(WHERE, sample.X, false);
  return sample;
}

/** W of each pair as it lies in the augmented matrix. */
async function compare(
  sample: Sample,
  made: Augmented,
  options: KnockoffOptions,
): Promise<Float64Array> {
  const { method = 'gaussian', folds = 10 } = options;
  const estimator: LinearEstimator<FittedModel> = options.estimator ?? new Lasso();
  const { statistic = method === 'fixed' ? 'lassoSignedMax' : 'lassoCoefDiff' } = options;
  const { cells, deviations } = made;
  const p = made.columns.length;
  const X: DenseView = { data: cells, rows: sample.n, cols: 2 * p, order: 'col' };
  const both = estimator.with(doubled(estimator.spec, made.columns));
  const given = { ...rowData(sample.data), ...runOf(options) };
  const y = sample.y.values as Float64Array;
  if (statistic === 'lassoCoefDiff') {
    const { model } = await crossValidate(both, X, y, { ...given, folds, keep: false });
    const sizes = coefficientSizes(model.settings.coef, deviations);
    return sizes.slice(0, p).map((size, j) => size - sizes[p + j]!);
  }
  const found = await path(both, X, y, { ...given, nLambda: GRID });
  const importance = entries(found.coefs(), found.lambdas, deviations);
  return Float64Array.from({ length: p }, (_, j) => signedMax(importance, j, p + j));
}

/** λ of 'lassoSignedMax': enough that few pairs enter together. */
const GRID = 200;

/** Settings per column of X as settings of the columns and their knockoffs. */
function doubled(spec: LinearSpec, columns: Int32Array): LinearSpec {
  const twice = (values: ArrayLike<number>) =>
    Float64Array.from([...columns, ...columns], (j) => values[j]!);
  const patch: LinearSpec = {};
  if (spec.penaltyFactor) patch.penaltyFactor = twice(spec.penaltyFactor);
  for (const side of ['lower', 'upper'] as const) {
    const limit = spec[side];
    if (typeof limit === 'object') patch[side] = twice(limit);
  }
  if (spec.featureNames) {
    const names = Array.from(columns, (j) => spec.featureNames![j]!);
    patch.featureNames = [...names, ...names.map((name) => `~${name}`)];
  }
  return patch;
}

function rowData({ weights, offset, groups }: FitData): FitData {
  const given = Object.entries({ weights, offset, groups }).filter(([, v]) => v !== undefined);
  return Object.fromEntries(given);
}

function runOf({ seed, signal, onProgress, runtime }: RunOptions): RunOptions {
  const given = Object.entries({ seed, signal, onProgress, runtime });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
