import { checkKeys, checkLength, fail, failType } from '../check.ts';
import type { FamilySpec } from '../linear/response/familyChoice.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import type { Certificate } from '../linear/types.ts';
import type { DenseView, Label, SparseView, VectorLike } from '../memory/types.ts';
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
import { type NumberOutcome, outcomeOf } from './outcome.ts';

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
    readonly devianceRatio: number;
    readonly featureNames: readonly string[];
    readonly settings: ModelSettings;
  };
  readonly path: {
    readonly lambdas: Float64Array;
    readonly df: ArrayLike<number>;
    readonly certificates: readonly Certificate[];
    /** features × λ by columns (csc), original scale. */
    coefs(): SparseView;
    /** The model at an index of λ. */
    model(index: number): { readonly settings: ModelSettings };
  };
  readonly oof?: DenseView;
  readonly splits: readonly unknown[];
  readonly worstCertificate: Certificate;
  readonly fits: { readonly total: number; readonly failed: number };
  readonly notes: readonly string[];
}

/** What a fitted model says of itself: output after output. */
export interface ModelSettings extends ReportSettings {
  readonly family: FamilySpec;
  readonly classes?: readonly Label[] | undefined;
  readonly outputNames?: readonly string[] | undefined;
  readonly penalty?: { readonly kind: string } | undefined;
  readonly coef: Float64Array;
  readonly intercepts: Float64Array;
}

/** What only the caller knows. */
export interface ReportOptions {
  /** The n observed targets, in the form they were fitted to. */
  y: ResponseLike;
  /**
   * The n × p matrix of the fit. Only the spread of its columns is read: it puts features of
   * different units on one scale. Without it the plots show the coefficients as they are.
   */
  X?: DenseView | SparseView;
  /** The n row weights of the fit, default all 1. */
  weights?: VectorLike;
  /** The n offsets of the fit. */
  offset?: VectorLike;
  /** Name of the penalty where it is no elastic net, default the model's own. */
  penalty?: string | undefined;
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
  'offset',
  'penalty',
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
    choice: { lambda, lambdaMin, lambda1se, l1Ratio, measure, ...penaltyOf(cv, options) },
    curve: cv.curve,
    curves: cv.curves,
    path: { lambdas, df, certificates, coefficients: pathCoefficients(cv) },
    rows: rowsOf(options.y),
    hasWeights: options.weights !== undefined,
    folds: cv.splits.length,
    ...outcomesOf(cv, options),
    worstCertificate: cv.worstCertificate,
    fits: cv.fits,
    notes: cv.notes,
  };
}

function check(cv: CVResultLike, options: ReportOptions): void {
  const where = 'report';
  checkKeys(where, options, OPTION_NAMES);
  const { y, X, weights } = options;
  if (typeof y !== 'object' || y === null) failType(where, 'y', 'be an array of numbers', y);
  const rows = rowsOf(y);
  if (typeof rows !== 'number') failType(where, 'y', 'be an array of numbers', y);
  if (cv.oof) checkLength(where, 'y', rows, cv.oof.rows, 'one per row of cv.oof');
  if (weights) checkLength(where, 'weights', weights.length, rows, 'one per row');
  if (!X) return;
  const p = cv.model.featureNames.length;
  if (X.rows !== rows) fail(where, 'X', `have ${rows} rows, one per value of y`, X.rows);
  if (X.cols !== p) fail(where, 'X', `have ${p} columns, one per coefficient`, X.cols);
}

/** Rows of a response of any form. */
function rowsOf(y: ResponseLike): number {
  if ('time' in y) return y.time.length;
  if ('numRows' in y) return y.numRows;
  if ('rows' in y) return y.rows;
  return (y as ArrayLike<unknown>).length;
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
  const { featureNames, settings, devianceRatio } = model;
  const { coef: coefficients, intercepts, family, classes } = settings;
  const outputs = outputsOf(settings);
  const scales = X && columnScales(X, weights);
  const common = { coefficients, intercept: intercepts[0]!, devianceRatio, settings };
  if (!outputs)
    return {
      featureNames,
      ...common,
      ...(family.name !== 'gaussian' && { family }),
      ...(classes && { classes }),
      ...(scales && { scales }),
    };
  return {
    featureNames: outputs.flatMap(({ name }) => featureNames.map((each) => `${each}, ${name}`)),
    ...common,
    family,
    ...(classes && { classes }),
    outputs,
    columnNames: featureNames,
    ...(scales && { scales: repeated(scales, outputs.length) }),
  };
}

/** The linear predictors of a model that has several. */
function outputsOf({ intercepts, classes, outputNames }: ModelSettings) {
  if (intercepts.length === 1) return undefined;
  const names = outputNames ?? classes?.map(String) ?? [];
  return Array.from(intercepts, (intercept, k) => ({ name: names[k] ?? `output ${k}`, intercept }));
}

function repeated(values: Float64Array, times: number): Float64Array {
  const all = new Float64Array(values.length * times);
  for (let k = 0; k < times; k++) all.set(values, k * values.length);
  return all;
}

/** Coefficients along λ, those of several outputs one after the other. */
function pathCoefficients({ path, model }: CVResultLike): SparseView {
  const rows = model.settings.coef.length;
  if (model.settings.intercepts.length === 1) return path.coefs();
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (let l = 0; l < path.lambdas.length; l++) {
    path.model(l).settings.coef.forEach((value, at) => {
      if (value === 0) return;
      data.push(value);
      indices.push(at);
    });
    indptr.push(data.length);
  }
  return {
    format: 'csc',
    rows,
    cols: path.lambdas.length,
    data: Float64Array.from(data),
    indices: Int32Array.from(indices),
    indptr: Int32Array.from(indptr),
  };
}

function penaltyOf({ model }: CVResultLike, { penalty }: ReportOptions): { penalty?: string } {
  const name = penalty ?? model.settings.penalty?.kind;
  return name === undefined || name === 'elasticNet' ? {} : { penalty: name };
}

/** Rows out of fold: of one number as pairs, of other families as outcomes too. */
function outcomesOf(cv: CVResultLike, options: ReportOptions) {
  const { family, classes, outputNames } = cv.model.settings;
  const { y, weights, offset } = options;
  const outcome = outcomeOf({ family, oof: cv.oof, y, classes, outputNames, weights, offset });
  const none = new Float64Array(0);
  const empty = { observed: none, predicted: none, weights: none };
  const outOfFold = outcome?.kind === 'numbers' ? pairsOf(outcome) : empty;
  return { outOfFold, ...(outcome && family.name !== 'gaussian' && { outcome }) };
}

function pairsOf({ observed, predicted, weights }: NumberOutcome): OutOfFold {
  return { observed, predicted, weights };
}
