/** The words of the linear models: options in, fitted model out. */

import type { Label, VectorLike } from '../memory/types.ts';
import type { Penalty } from '../penalty/penalty.ts';

/**
 * Proof of how far a fit is from the optimum. `gap` = P(w) − D(θ) ≥ P(w) − min P for a feasible
 * dual point θ; `relative` = gap ÷ null loss; `ok` means relative ≤ tol, and that a finite
 * optimum is there: separated classes without a penalty have none. Anyone can recompute it from the
 * data and the coefficients: see `verify`.
 */
export interface Certificate {
  readonly kind: 'duality-gap' | 'kkt' | 'stationarity';
  readonly gap: number;
  readonly relative: number;
  readonly tol: number;
  readonly ok: boolean;
  readonly lambda: number;
  /** What to do, where ok is false. */
  readonly advice?: string;
}

/** Per-row and per-column data of one fit. */
export interface FitData {
  /** Row weights ≥ 0, scaled to sum to n; default all 1. A weight of 2 equals a repeated row. */
  weights?: VectorLike;
  /** Known part of the linear predictor, n values, or n per output one after the other; default 0. */
  offset?: VectorLike;
  /** Group of each row, for group folds. */
  groups?: VectorLike;
  /** Multiplies λ per column: ≥ 0, 0 = unpenalized, Infinity = excluded; default all 1. */
  penaltyFactor?: VectorLike;
  /**
   * Columns left out, as if their penalty factor were Infinity: their indices, their names
   * (x0, x1, … where none are given), or a function of the training rows that returns indices. It
   * is called once per fit and once per fold, and never sees a test row. Groups of a penalty stay
   * or go as a whole.
   */
  exclude?: VectorLike | readonly string[] | ((training: TrainingRows) => Iterable<number>);
  /** Lower limit per coefficient, ≤ 0, or one for all; default −Infinity. */
  lower?: number | VectorLike;
  /** Upper limit per coefficient, ≥ 0, or one for all; default Infinity. */
  upper?: number | VectorLike;
  /** Fill missing (NaN) cells of X by the column's mean or median over the training rows. */
  impute?: 'mean' | 'median';
  /** One name per column, all different; default x0, x1, … */
  featureNames?: readonly string[];
}

/** What a function that excludes columns may look at: rows of positive weight, as copies. */
export interface TrainingRows {
  /** Their indices in X, ascending: m of them. */
  readonly rows: Int32Array;
  /**
   * m values: numbers (squared loss: less the offset), or of classes their index in `classes` (the
   * share of the second, where y holds shares). Several responses come one after the other, as do
   * times and events of survival.
   */
  readonly y: Float64Array;
  /** m weights in the fit, which sum to m: those given times trials and class weights. */
  readonly weights: Float64Array;
  /** Labels of the classes, where y has classes. */
  readonly classes?: readonly Label[] | undefined;
  /** One name per column of X. */
  readonly featureNames: readonly string[];
  /**
   * The m cells of column j, dense whatever the storage; missing cells are NaN, not yet filled.
   * To be called before the function returns.
   */
  column(j: number): Float64Array;
}

/** Options of a linear model. */
export interface LinearSpec extends FitData {
  /** Strength λ ≥ 0, default 1 for an estimator, a whole grid for path and crossValidate. */
  lambda?: number;
  /** Share r of the L1 part, in [0, 1]. */
  l1Ratio?: number;
  /** The penalty as a value, instead of lambda and l1Ratio. */
  penalty?: Penalty;
  /** Scale columns to unit (population) variance for the penalty, default true; never changes X. */
  standardize?: boolean;
  /** Fit an unpenalized intercept, default true. */
  intercept?: boolean;
  /** Stop at gap ≤ tol · null loss, default 1e-6. */
  tol?: number;
  /** Storage of a dense X, default its own type; sums are float64 in both. */
  dtype?: 'float32' | 'float64';
}

/** The grid of a path, and where it ends. */
export interface PathOptions {
  /** Number of λ on the automatic grid, default 100. */
  nLambda?: number;
  /**
   * Smallest λ as a share of λ_max, default 1e-4 (1e-2 if n < p). Where there is an L2 part the
   * grid also reaches this share of that part's own, unit-free maximum.
   */
  lambdaMinRatio?: number;
  /** The grid itself, any order; replaces the automatic one. */
  lambdas?: VectorLike;
  /** End the path early as glmnet does: R² > 0.999 or its change < 1e-5 relative. Default false. */
  stopEarly?: boolean;
  /**
   * Ridge only: exact leave-one-out errors along the path, from the leverages of one fit; column
   * scales stay those of all rows. `crossValidate` with folds of kind 'loo' learns them anew.
   */
  leaveOneOut?: boolean;
  /**
   * Mix each fit with the unpenalized refit of its columns: γ β + (1 − γ) β°, γ in [0, 1]; true
   * means 0, the refit alone. Default: no refit.
   */
  relax?: boolean | number;
  /** End the path when more than this many coefficients are nonzero. */
  maxNonzero?: number;
}
