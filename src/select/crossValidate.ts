import { checkKeys, checkUnit, fail, failType } from '../check.ts';
import type { Dataset } from '../data/types.ts';
import { certificateOf } from '../linear/certificate.ts';
import { checkEstimator, type Input, type LinearEstimator, unpack } from '../linear/estimator.ts';
import { checkGrid } from '../linear/grid.ts';
import {
  gridFor,
  type Loaded,
  loadData,
  pointOf,
  prepareTraining,
  sharedOf,
  type Training,
} from '../linear/learn.ts';
import { LinearPath } from '../linear/linearPath.ts';
import { GRID_KEYS } from '../linear/path.ts';
import { DATA_KEYS, RUN_KEYS } from '../linear/settings.ts';
import type { Certificate } from '../linear/types.ts';
import { Matrix } from '../memory/matrix.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import { elasticNet } from '../penalty/elasticNet.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { inUnits, share } from '../runtime/progress.ts';
import { run, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import { columnFolds, TOGETHER } from './columnFolds.ts';
import { CrossValidation } from './crossValidation.ts';
import { bestCurve, curveOf } from './curve.ts';
import { type FoldPath, predictRows } from './foldModel.ts';
import { type Fold, foldsOf } from './folds.ts';
import { foldMoments, foldPaths, wholePaths } from './gramFolds.ts';
import { type Line, type Plan, sharesGram } from './lines.ts';
import { type MeasureRule, measureOf } from './measures.ts';
import { resolveFolds } from './split/index.ts';
import type { CVCurve, CVOptions, CVResult } from './types.ts';

const CV_KEYS = ['folds', 'measure', 'select', 'l1Ratios', 'keep'];

/**
 * Cross-validate an estimator along a grid of λ, for one or several l1Ratios on the same folds.
 *
 * The grid comes from all rows and is shared by the folds. Standardization and imputation are
 * learned from the training rows of each fold. Every fit of every fold carries a certificate.
 *
 * | option | meaning | default |
 * |---|---|---|
 * | folds | number, kind, fold ids (Int32Array) or pairs of row indices | 10, shuffled |
 * | measure | 'mse', 'mae', 'deviance', 'r2' | 'mse' |
 * | select | 'min', '1se' or a function of the curve | 'min' |
 * | l1Ratios | shares to try | the estimator's |
 * | seed | of the shuffle | 0 |
 *
 * @returns curves, the selected model fitted on all rows, out-of-fold predictions, certificates.
 * @throws RangeError or TypeError naming the argument; rejects with the signal's reason.
 * @see Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), section 6; Hastie, Tibshirani,
 * Friedman (2009), The Elements of Statistical Learning, section 7.10, for the 1-SE rule.
 */
export async function crossValidate(
  estimator: LinearEstimator,
  X: MatrixLike | Dataset,
  y?: VectorLike,
  options: CVOptions = {},
): Promise<CVResult> {
  const where = 'crossValidate';
  checkEstimator(where, estimator);
  checkKeys(where, options, [...CV_KEYS, ...GRID_KEYS, ...DATA_KEYS, ...RUN_KEYS]);
  checkGrid(where, options);
  measureOf(where, options.measure ?? 'mse');
  if (options.l1Ratios !== undefined && !Array.isArray(options.l1Ratios))
    failType(where, 'l1Ratios', 'be an array of numbers', options.l1Ratios);
  for (const ratio of options.l1Ratios ?? []) checkUnit(where, 'l1Ratios', ratio);
  checkRun(where, options);
  const { kind, penalty } = estimator;
  const other = options.l1Ratios?.find((ratio) => ratio !== penalty.l1Ratio);
  if (other !== undefined && kind !== 'ElasticNet')
    fail(where, 'l1Ratios', `be ${penalty.l1Ratio} for ${kind}`, other, 'use ElasticNet');
  if (options.l1Ratios?.length === 0) fail(where, 'l1Ratios', 'hold at least one value', 'none');
  const { select = 'min' } = options;
  if (select !== 'min' && select !== '1se' && typeof select !== 'function')
    fail(where, 'select', "be 'min', '1se' or a function of the curve", select);
  options.signal?.throwIfAborted();
  return run(cvTask(estimator, unpack(X, y, estimator.spec, options), options), options);
}

function* cvTask(estimator: LinearEstimator, input: Input, options: CVOptions): Task<CVResult> {
  const memory = memoryOf(options);
  const y = memory.own(input.y);
  const data = yield* loadData(memory, 'crossValidate', input.spec, input.X, y);
  try {
    const { n } = data.design;
    const { seed = 0 } = options;
    const context = { n, y, groups: data.spec.groups, seed };
    const splits = resolveFolds(options.folds ?? 10, context);
    yield;
    const folds = yield* foldsOf('crossValidate', data, splits);
    const training = yield* prepareTraining(data, data.response);
    const plan = yield* planOf(estimator, training, options);
    const all = yield* inUnits(fitAll(data, training, folds, plan), 'folds', folds.length + 1);
    return yield* assemble(estimator, data, training, {
      folds,
      plan,
      all,
      options,
      input: { ...input, y, spec: data.spec },
    });
  } finally {
    data.scope.release();
  }
}

/** One line per l1Ratio, with its grid from all rows. */
function* planOf(
  estimator: LinearEstimator,
  { problem }: Training,
  options: CVOptions,
): Task<Plan> {
  const lines: Line[] = [];
  const { lambda } = estimator.penalty;
  for (const l1Ratio of options.l1Ratios ?? [estimator.penalty.l1Ratio]) {
    const penalty = elasticNet({ lambda, l1Ratio });
    lines.push({ penalty, lambdas: yield* gridFor('crossValidate', problem, penalty, options) });
  }
  const { stopEarly = false, maxNonzero = Infinity } = options;
  return { lines, end: { stopEarly, maxNonzero } };
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

interface Finished {
  readonly folds: readonly Fold[];
  readonly plan: Plan;
  readonly all: AllPaths;
  readonly options: CVOptions;
  readonly input: Input;
}

function* assemble(
  estimator: LinearEstimator,
  data: Loaded,
  training: Training,
  finished: Finished,
): Task<CVResult> {
  const { folds, plan, all, options, input } = finished;
  const { measure = 'mse', select = 'min', keep = true } = options;
  const rule = measureOf('crossValidate', measure);
  const curves: CVCurve[] = [];
  for (const line of plan.lines.keys()) curves.push(yield* curveOfLine(data, finished, line, rule));
  const curve = bestCurve(curves, rule.sign);
  const line = curves.indexOf(curve);
  const index = chosenIndex(curve, select);
  const shared = sharedOf(estimator.kind, data, training, plan.lines[line]!.penalty);
  const points = all.whole[line]!.solutions.map((each) => pointOf(data, training, each));
  const path = new LinearPath(shared, points);
  const chosen = all.folds.map((paths) => paths[line]!);
  yield;
  const oof = keep ? yield* outOfFold(data, chosen, folds, index, input) : undefined;
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
  rule: MeasureRule,
): Task<CVCurve> {
  const { folds, plan, all } = finished;
  const whole = all.whole[line]!;
  const paths = all.folds.map((each) => each[line]!);
  const length = Math.min(...[whole, ...paths].map((path) => path.solutions.length));
  const { penalty, lambdas } = plan.lines[line]!;
  const perFold: Float64Array[] = [];
  for (const [k, fold] of folds.entries()) {
    perFold.push(yield* foldErrors(data, paths[k]!, fold, length, rule, finished.input));
    yield;
  }
  const errors = {
    l1Ratio: penalty.l1Ratio,
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
  return path.solutions.map(({ gap, lambda }) => certificateOf(gap, path.nullLoss, tol, lambda));
}

/** Errors of one fold along λ on its test rows. */
function* foldErrors(
  data: Loaded,
  path: FoldPath,
  fold: Fold,
  length: number,
  rule: MeasureRule,
  { y, spec }: Input,
): Task<Float64Array> {
  if (rule.isMeanSquare && path.meanSquares) return path.meanSquares.slice(0, length);
  const { test } = fold.split;
  const weights = Float64Array.from(test, (i) => data.response.weights[i]!);
  const observed = Float64Array.from(test, (i) => y[i]!);
  const known = Float64Array.from(test, (i) => spec.offset?.[i] ?? 0);
  const predictions = yield* predictRows(data.scope, path, path.models.slice(0, length), test);
  const errors = new Float64Array(length);
  for (const [l, prediction] of predictions.entries()) {
    for (let k = 0; k < known.length; k++) prediction[k]! += known[k]!;
    errors[l] = rule.value(observed, prediction, weights);
    if (l % 10 === 9) yield;
  }
  return errors;
}

/** Predictions of the selected λ for every row by the fold that did not see it; NaN where none. */
function* outOfFold(
  data: Loaded,
  paths: readonly FoldPath[],
  folds: readonly Fold[],
  index: number,
  input: Input,
): Task<Matrix> {
  const { n } = data.design;
  const out = new Float64Array(n).fill(Number.NaN);
  const counts = new Float64Array(n);
  for (const [k, { split }] of folds.entries()) {
    yield;
    const model = paths[k]!.models[index]!;
    const [prediction] = yield* predictRows(data.scope, paths[k]!, [model], split.test);
    split.test.forEach((i, q) => {
      const value = prediction![q]! + (input.spec.offset?.[i] ?? 0);
      out[i] = counts[i] === 0 ? value : out[i]! + value;
      counts[i]!++;
    });
  }
  // Repeated folds test a row several times: the mean of its predictions.
  for (let i = 0; i < n; i++) if (counts[i]! > 1) out[i]! /= counts[i]!;
  return Matrix.wrap({ data: out, rows: n, cols: 1, order: 'col' });
}
