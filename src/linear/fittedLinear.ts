import type { MatrixLike } from '../memory/types.ts';
import { FittedModel, type PredictOptions } from './fittedModel.ts';
import { familyOf } from './response/familyChoice.ts';
import type { FittedState } from './state.ts';

/** A fitted model of one numeric response. */
export class FittedLinear extends FittedModel {
  /** Coefficients on the original scale of X; exact zeros where a feature is out. */
  readonly coef: Float64Array;
  readonly intercept: number;

  /** @internal Use an estimator's `fit`, or `load`. */
  constructor(state: FittedState) {
    super(state);
    this.coef = state.coef;
    this.intercept = state.intercepts[0]!;
  }

  /**
   * The mean of the response, g⁻¹(offset + intercept + X w), one value per row; the quantile for
   * the quantile family.
   * Missing cells are filled as at the fit; without `impute` there they are an error.
   * @throws RangeError where X has another number of columns or cells that are not finite.
   */
  override predict(X: MatrixLike, options: PredictOptions = {}): Float64Array {
    const { out } = this.predictors('predict', X, options);
    const { mean } = familyOf(this.settings.family, 1);
    return this.settings.family.name === 'gaussian' ? out : out.map(mean);
  }

  /** The linear predictor offset + intercept + X w. */
  predictLink(X: MatrixLike, options: PredictOptions = {}): Float64Array {
    return this.predictors('predictLink', X, options).out;
  }
}
