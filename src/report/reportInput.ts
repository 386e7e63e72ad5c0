import { checkKeys, checkLength, fail, failType } from '../check.ts';
import type { Certificate } from '../linear/types.ts';
import type { DenseView, SparseView, VectorLike } from '../memory/types.ts';
import type { Measure } from '../select/types.ts';
import { columnScales } from './columnScales.ts';
import type {
  OutOfFold,
  ReportAbout,
  ReportCurve,
  ReportInput,
  ReportModel,
  ReportSettings,
} from './input.ts';

/** The parts of a `CVResult` that the report shows. */
export interface CVResultLike {
  readonly curve: ReportCurve;
  readonly curves: readonly ReportCurve[];
  readonly lambda: number;
  readonly lambdaMin: number;
  readonly lambda1se: number;
  readonly l1Ratio: number;
  readonly measure: Measure;
  readonly model: {
    readonly coef: Float64Array;
    readonly intercept: number;
    readonly devianceRatio: number;
    readonly featureNames: readonly string[];
    readonly settings?: ReportSettings;
  };
  readonly path: {
    readonly lambdas: Float64Array;
    readonly df: ArrayLike<number>;
    readonly certificates: readonly Certificate[];
    /** features × λ by columns (csc), original scale. */
    coefs(): SparseView;
  };
  readonly oof?: DenseView;
  readonly splits: readonly unknown[];
  readonly worstCertificate: Certificate;
  readonly fits: { readonly total: number; readonly failed: number };
  readonly notes: readonly string[];
}

/** What only the caller knows. */
export interface ReportOptions {
  /** The n observed targets. */
  y: VectorLike;
  /**
   * The n × p matrix of the fit. Only the spread of its columns is read: it puts features of
   * different units on one scale. Without it the plots show the coefficients as they are.
   */
  X?: DenseView | SparseView;
  /** The n row weights of the fit, default all 1. */
  weights?: VectorLike;
  /** Heading of the page, default `Model of <target>`. */
  title?: string;
  /** Name of the target, default 'y'. */
  target?: string;
  /** File name of the data, default 'data.csv'. */
  dataName?: string;
  /** File name of the model, default 'model.json'. */
  modelName?: string;
  seed?: number | bigint | string;
  /** Name → version of what ran: the package, the runtime. */
  versions?: Readonly<Record<string, string>>;
  /** The command that made the model. */
  command?: string;
}

const OPTION_NAMES: readonly (keyof ReportOptions)[] = [
  'y',
  'X',
  'weights',
  'title',
  'target',
  'dataName',
  'modelName',
  'seed',
  'versions',
  'command',
];

/**
 * Gather from a cross-validation what the report and its plots read; the arrays are not copied.
 *
 * @throws TypeError for an unknown option or a missing y; RangeError where lengths do not fit.
 */
export function reportInput(cv: CVResultLike, options: ReportOptions): ReportInput {
  check(cv, options);
  const { lambda, lambdaMin, lambda1se, l1Ratio, measure } = cv;
  const { lambdas, df, certificates } = cv.path;
  return {
    about: aboutOf(options),
    model: modelOf(cv, options),
    choice: { lambda, lambdaMin, lambda1se, l1Ratio, measure },
    curve: cv.curve,
    curves: cv.curves,
    path: { lambdas, df, certificates, coefficients: cv.path.coefs() },
    rows: options.y.length,
    hasWeights: options.weights !== undefined,
    folds: cv.splits.length,
    outOfFold: outOfFoldOf(cv, options),
    worstCertificate: cv.worstCertificate,
    fits: cv.fits,
    notes: cv.notes,
  };
}

function check(cv: CVResultLike, options: ReportOptions): void {
  const where = 'report';
  checkKeys(where, options, OPTION_NAMES);
  const { y, X, weights } = options;
  if (typeof y?.length !== 'number') failType(where, 'y', 'be an array of numbers', y);
  if (cv.oof) checkLength(where, 'y', y.length, cv.oof.rows, 'one per row of cv.oof');
  if (weights) checkLength(where, 'weights', weights.length, y.length, 'one per row');
  if (!X) return;
  const p = cv.model.coef.length;
  if (X.rows !== y.length) fail(where, 'X', `have ${y.length} rows, one per value of y`, X.rows);
  if (X.cols !== p) fail(where, 'X', `have ${p} columns, one per coefficient`, X.cols);
}

function aboutOf(options: ReportOptions): ReportAbout {
  const { target = 'y', seed, command } = options;
  return {
    title: options.title ?? `Model of ${target}`,
    target,
    dataName: options.dataName ?? 'data.csv',
    modelName: options.modelName ?? 'model.json',
    versions: options.versions ?? {},
    ...(seed !== undefined && { seed: String(seed) }),
    ...(command !== undefined && { command }),
  };
}

function modelOf({ model }: CVResultLike, { X, weights }: ReportOptions): ReportModel {
  return {
    featureNames: model.featureNames,
    coefficients: model.coef,
    intercept: model.intercept,
    devianceRatio: model.devianceRatio,
    settings: model.settings ?? {},
    ...(X && { scales: columnScales(X, weights) }),
  };
}

function outOfFoldOf({ oof }: CVResultLike, { y, weights }: ReportOptions): OutOfFold {
  const predictions = oof?.data ?? new Float64Array(0);
  const tested = Array.from(predictions.keys()).filter((i) => Number.isFinite(predictions[i]));
  return {
    observed: Float64Array.from(tested, (i) => y[i]!),
    predicted: Float64Array.from(tested, (i) => predictions[i]!),
    weights: Float64Array.from(tested, (i) => weights?.[i] ?? 1),
  };
}
