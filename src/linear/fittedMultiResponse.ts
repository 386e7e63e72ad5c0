import { Matrix } from '../memory/matrix.ts';
import type { MatrixLike } from '../memory/types.ts';
import { FittedModel, type PredictOptions } from './fittedModel.ts';
import type { FittedState } from './state.ts';

/** A fitted model of several numeric responses. */
export class FittedMultiResponse extends FittedModel {
  /** p values per response, response after response, on the original scale. */
  readonly coef: Float64Array;
  readonly intercepts: Float64Array;
  readonly outputNames: readonly string[];

  /** @internal Use an estimator's `fit`, or `load`. */
  constructor(state: FittedState) {
    super(state);
    this.coef = state.coef;
    this.intercepts = state.intercepts;
    this.outputNames = state.outputNames ?? [];
  }

  /** Coefficients as features × responses. */
  get coefByOutput(): Matrix {
    const { coef: data, intercepts, featureNames } = this;
    const rows = featureNames.length;
    return Matrix.wrap({ data, rows, cols: intercepts.length, order: 'col' });
  }

  /** offset + intercepts + X W, rows × responses. */
  override predict(X: MatrixLike, options: PredictOptions = {}): Matrix {
    const { rows, out } = this.predictors('predict', X, options);
    return Matrix.wrap({ data: out, rows, cols: this.intercepts.length, order: 'col' });
  }
}
