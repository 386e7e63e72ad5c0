/** The words of model selection: folds in, curve and chosen model out. */

import type { FittedLinear, FittedModel, LinearPath } from '../linear/index.ts';
import type { FitData, PathOptions } from '../linear/types.ts';
import type { Matrix } from '../memory/matrix.ts';
import type { VectorLike } from '../memory/types.ts';
import type { RunOptions } from '../runtime/types.ts';

/** Row indices, each sorted ascending. Rows in neither are left out of that split. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** A kind of folds with its options; a kind refuses options it has no use for. */
export interface FoldSpec {
  kind:
    | 'kfold'
    | 'stratified'
    | 'group'
    | 'stratifiedGroup'
    | 'timeseries'
    | 'repeated'
    | 'loo'
    | 'holdout';
  /** Number of folds, default 10. */
  k?: number;
  /** Repeats of 'repeated', default 10. */
  repeats?: number;
  /** Group of each row, for 'group' and 'stratifiedGroup'. */
  groups?: VectorLike | readonly string[];
  /** Class of each row for the stratified kinds, default y. */
  strata?: VectorLike | readonly (string | number | boolean)[];
  /** Share of rows held out by 'holdout', default 0.2. */
  fraction?: number;
  /** Rows left out between training and test rows of 'timeseries', default 0. */
  embargo?: number;
  /** Shuffle rows first ('kfold', 'stratified', 'holdout'), default true. */
  shuffle?: boolean;
}

/** A number of shuffled folds, a kind, a fold id per row, or explicit pairs of row indices. */
export type Folds =
  | number
  | FoldSpec
  | Int32Array
  | Iterable<
      | { train: ArrayLike<number>; test: ArrayLike<number> }
      | readonly [ArrayLike<number>, ArrayLike<number>]
    >;

/**
 * How predictions are scored; r2, auc and cindex are the larger the better, the others the smaller.
 *
 * | measure | of | value |
 * |---|---|---|
 * | deviance | every family | mean unit deviance; gaussian: the mean square |
 * | mse, mae | numbers; classes | mean square, mean absolute error; summed over classes |
 * | r2 | numbers | 1 − Σ w (y − ŷ)² ÷ Σ w (y − ȳ)² |
 * | class | classes | share of wrong classes |
 * | auc | classes | area under the ROC curve; more than two classes: Hand and Till (2001) |
 * | logloss | classes | mean −log probability of the true class |
 * | cindex | cox | Harrell's concordance |
 *
 * Of several responses mse, mae and r2 are the mean over them, the deviance is the sum.
 */
export type Measure = 'mse' | 'mae' | 'deviance' | 'r2' | 'class' | 'auc' | 'logloss' | 'cindex';

/** Cross-validated error along λ for one l1Ratio; all arrays run along `lambdas` (descending). */
export interface CVCurve {
  readonly l1Ratio: number;
  /** Share of the penalized fit in the models: 1, unless they are relaxed. */
  readonly gamma: number;
  readonly lambdas: Float64Array;
  /** Mean error over folds, each fold weighted by its test weight. */
  readonly mean: Float64Array;
  /** Standard error of `mean`: sqrt(weighted variance over folds ÷ (folds − 1)). */
  readonly se: Float64Array;
  /**
   * Mean error of each fold's models on the rows they were trained on, each fold weighted by the
   * weight of these; where `trainErrors` asks for it. Of survival 'cindex' compares with `mean`,
   * a deviance does not: it grows with the rows at risk.
   */
  readonly train?: Float64Array;
  /** Nonzero coefficients (ridge: effective degrees of freedom) of the fit on all rows. */
  readonly df: Float64Array;
  /** folds × λ errors. */
  readonly perFold: Matrix;
  /** Index into `lambdas` of the best mean, and of the 1-SE rule. */
  readonly minIndex: number;
  readonly oneSeIndex: number;
}

/** Options of `crossValidate`. */
export interface CVOptions extends Omit<PathOptions, 'leaveOneOut'>, FitData, RunOptions {
  /** Default 10 shuffled folds, stratified by class where y has classes. */
  folds?: Folds;
  /** Default 'mse' for gaussian, 'deviance' for other families. */
  measure?: Measure;
  /** Which λ the model gets, default 'min'; a function returns an index into curve.lambdas. */
  select?: 'min' | '1se' | ((curve: CVCurve) => number);
  /** Several shares on the same folds, default the estimator's own. */
  l1Ratios?: readonly number[];
  /** Mixes γ β + (1 − γ) β° with the unpenalized refit β° to try, each in [0, 1]; default [1]. */
  gammas?: readonly number[];
  /** Keep out-of-fold predictions of the selected model, default true. */
  keep?: boolean;
  /** Measure the models of the folds on their training rows too, `CVCurve.train`; default false. */
  trainErrors?: boolean;
}

/** What `crossValidate` returns. */
export interface CVResult<F extends FittedModel = FittedLinear> {
  /** Curve of the selected l1Ratio. */
  readonly curve: CVCurve;
  /** One per l1Ratio. */
  readonly curves: readonly CVCurve[];
  readonly lambdaMin: number;
  readonly lambda1se: number;
  /** Selected λ and share. */
  readonly lambda: number;
  readonly l1Ratio: number;
  /** Selected share of the penalized fit, 1 unless relaxed. */
  readonly gamma: number;
  readonly measure: Measure;
  /** Selected model, fitted on all rows. */
  readonly model: F;
  /** Path of the selected share on all rows. */
  readonly path: LinearPath<F>;
  /**
   * Out-of-fold predictions at the selected λ on the response scale: rows × 1, rows × classes
   * (probabilities) or rows × responses; log hazard ratios for cox. NaN where a row was in no test
   * fold.
   */
  readonly oof?: Matrix;
  readonly splits: readonly Split[];
  /** The largest relative gap over every λ, every l1Ratio and every fold. */
  readonly worstCertificate: import('../linear/types.ts').Certificate;
  /** How many fits were certified, and how many of them missed the tolerance. */
  readonly fits: { readonly total: number; readonly failed: number };
  /** Observations about the data ("column age is constant: coefficient 0"). */
  readonly notes: readonly string[];
  /** A few lines for people. */
  summary(): string;
}
