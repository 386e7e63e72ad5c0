/** What the functions of this folder need of estimators and models: small parts of their faces. */
import type { PredictOptions } from '../../linear/fittedModel.ts';
import type { ResponseLike } from '../../linear/response/types.ts';
import type { FitData } from '../../linear/types.ts';
import type { Label, MatrixLike } from '../../memory/types.ts';
import type { RunOptions } from '../../runtime/types.ts';

/** Anything with the `fit` of an estimator; `spec` may hold row data such as weights. */
export interface Learner<Model> {
  /** Options of the estimator; data per row in it are taken row by row. */
  readonly spec?: object;
  /** Learn from X: n × p and y: n. */
  fit(X: MatrixLike, y: ResponseLike, options?: FitData & RunOptions): Promise<Model>;
}

/** A model that leaves features out. */
export interface SelectingModel {
  /** Indices of the features that stayed, ascending. */
  readonly nonzero: Int32Array;
}

/** A model of numbers, or of classes where it has `predictProba` and `classes`. */
export interface PredictingModel<L extends Label = Label> {
  /** One prediction per row of X. */
  predict(X: MatrixLike, options?: PredictOptions): ArrayLike<number> | ArrayLike<L>;
  /** Rows × classes, each row summing to 1. */
  predictProba?(X: MatrixLike, options?: PredictOptions): Probabilities;
  /** Label of each column of `predictProba`. */
  readonly classes?: readonly L[];
}

/** A rows × classes matrix. */
export interface Probabilities {
  /** Rows of X. */
  readonly rows: number;
  /** Classes. */
  readonly cols: number;
  /** Cell (i, k). */
  get(i: number, k: number): number;
}
