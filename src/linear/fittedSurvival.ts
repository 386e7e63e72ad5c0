import { exp } from '../memory/elementary.ts';
import { Matrix } from '../memory/matrix.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import { medianSurvival, survivalAt } from './family/baseline.ts';
import { FittedModel, type PredictOptions } from './fittedModel.ts';
import type { FittedState } from './state.ts';

/** A fitted Cox model: hazard ratios, and the survival that follows from the baseline. */
export class FittedSurvival extends FittedModel {
  /** Log hazard ratios on the original scale of X. */
  readonly coef: Float64Array;

  /** @internal Use an estimator's `fit`, or `load`. */
  constructor(state: FittedState) {
    super(state);
    this.coef = state.coef;
  }

  /** Hazard of each row relative to that of a row of zeros, e^η. */
  override predict(X: MatrixLike, options: PredictOptions = {}): Float64Array {
    return this.predictLink(X, options).map(exp);
  }

  /** The log hazard ratio η = offset + X w: the larger, the sooner the event. */
  predictLink(X: MatrixLike, options: PredictOptions = {}): Float64Array {
    return this.predictors('predict', X, options).out;
  }

  /** Times of events in the training data, ascending, with the cumulative baseline hazard there. */
  get baseline() {
    return this.settings.baseline!;
  }

  /**
   * Probability to be free of the event at each time, rows × times: exp(−H₀(t) e^η) with Breslow's
   * (or Efron's) estimate of the baseline hazard H₀.
   * @param times ascending or not; default the event times of the training data.
   */
  survival(X: MatrixLike, times?: VectorLike, options: PredictOptions = {}): Matrix {
    const at = times ?? this.baseline.times;
    const eta = this.predictLink(X, options);
    const rows = eta.length;
    const data = new Float64Array(rows * at.length);
    for (let t = 0; t < at.length; t++)
      for (let i = 0; i < rows; i++)
        data[t * rows + i] = survivalAt(this.baseline, at[t]!, eta[i]!);
    return Matrix.wrap({ data, rows, cols: at.length, order: 'col' });
  }

  /** The first event time at which survival is ½ or less, per row; Infinity where it stays above. */
  medianSurvival(X: MatrixLike, options: PredictOptions = {}): Float64Array {
    return this.predictLink(X, options).map((eta) => medianSurvival(this.baseline, eta));
  }
}
