/** What the report reads, in plain data: plots and sections know no class of the package. */

import type { FamilySpec } from '../linear/response/familyChoice.ts';
import type { Certificate } from '../linear/types.ts';
import type { Label, SparseView } from '../memory/types.ts';
import type { Measure } from '../select/types.ts';
import type { Outcome } from './outcome.ts';

/** p features, L values of λ, n rows. */
export interface ReportInput {
  readonly about: ReportAbout;
  readonly model: ReportModel;
  readonly choice: ReportChoice;
  /** Curve of the chosen l1Ratio, and one per l1Ratio. */
  readonly curve: ReportCurve;
  readonly curves: readonly ReportCurve[];
  readonly path: ReportPath;
  readonly rows: number;
  /** Whether the rows had weights of their own. */
  readonly hasWeights: boolean;
  readonly folds: number;
  /** Of one numeric response; empty for others. */
  readonly outOfFold: OutOfFold;
  /** Tested rows of every family but the gaussian. */
  readonly outcome?: Outcome;
  /** The largest relative gap over all fits, and how many fits there were and missed theirs. */
  readonly worstCertificate: Certificate;
  readonly fits: { readonly total: number; readonly failed: number };
  readonly notes: readonly string[];
}

/** Names and origins. */
export interface ReportAbout {
  readonly title: string;
  readonly target: string;
  readonly dataName: string;
  readonly modelName: string;
  readonly seed?: string;
  /** Name → version of what ran. */
  readonly versions: Readonly<Record<string, string>>;
  readonly command?: string;
}

/** The chosen model, fitted on all rows. */
export interface ReportModel {
  /** Default gaussian. */
  readonly family?: FamilySpec;
  readonly classes?: readonly Label[];
  /** Linear predictors, where there is more than one: K classes or responses. */
  readonly outputs?: readonly ReportOutput[];
  /** Names of the p columns, where coefficients of several outputs have names of their own. */
  readonly columnNames?: readonly string[];
  /**
   * p names, and p coefficients on the original scale; with K outputs p K of both, output after
   * output.
   */
  readonly featureNames: readonly string[];
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly devianceRatio: number;
  /** Standard deviation of the column of each coefficient, where known. */
  readonly scales?: Float64Array;
  readonly settings: ReportSettings;
}

/** One of several linear predictors. */
export interface ReportOutput {
  readonly name: string;
  readonly intercept: number;
}

/** How the model was fitted, as far as it is known; all arrays have p entries. */
export interface ReportSettings {
  readonly standardize?: boolean;
  readonly hasIntercept?: boolean;
  /** Factor of λ per column: 0 = without penalty, ∞ = excluded. */
  readonly penaltyFactor?: Float64Array;
  /** Limits of the coefficients; ∓∞ = none. */
  readonly lower?: Float64Array;
  readonly upper?: Float64Array;
  /** What filled missing cells; NaN in columns that had none. */
  readonly fills?: Float64Array | undefined;
}

/** What cross-validation chose, and by which measure. */
export interface ReportChoice {
  readonly lambda: number;
  readonly lambdaMin: number;
  readonly lambda1se: number;
  readonly l1Ratio: number;
  readonly measure: Measure;
  /** Name of a penalty that is no elastic net. */
  readonly penalty?: string;
}

/** A cross-validated curve; all arrays run along `lambdas`, descending. */
export interface ReportCurve {
  readonly l1Ratio: number;
  readonly lambdas: Float64Array;
  readonly mean: Float64Array;
  readonly se: Float64Array;
  readonly minIndex: number;
  readonly oneSeIndex: number;
}

/** Fits of the chosen l1Ratio on all rows, along `lambdas`, descending. */
export interface ReportPath {
  readonly lambdas: Float64Array;
  readonly df: ArrayLike<number>;
  readonly certificates: readonly Certificate[];
  /** A row per coefficient and a column per λ (csc), original scale. */
  readonly coefficients: SparseView;
}

/** Rows that were in a test fold; empty where predictions were not kept. */
export interface OutOfFold {
  readonly observed: Float64Array;
  readonly predicted: Float64Array;
  readonly weights: Float64Array;
}
