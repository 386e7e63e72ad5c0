import { fail } from '../check.ts';
import { sigmoid } from '../datafit/binomial.ts';
import { exp } from '../memory/elementary.ts';
import { Matrix } from '../memory/matrix.ts';
import type { Label, MatrixLike } from '../memory/types.ts';
import { FittedModel, type PredictOptions } from './fittedModel.ts';
import type { FittedState } from './state.ts';

/** A fitted model of two or more classes. */
export class FittedClassifier<L extends Label = Label> extends FittedModel {
  /** Labels in the type of the training data, ascending. */
  readonly classes: readonly L[];
  /**
   * Coefficients on the original scale: of the log odds of the second class for two classes, of
   * each class's score (p values per class, class after class) for more.
   */
  readonly coef: Float64Array;
  /** One intercept per output: a single one for two classes. */
  readonly intercepts: Float64Array;

  /** @internal Use an estimator's `fit`, or `load`. */
  constructor(state: FittedState) {
    super(state);
    this.classes = state.classes as readonly L[];
    this.coef = state.coef;
    this.intercepts = state.intercepts;
  }

  /** The intercept of a model of two classes. */
  get intercept(): number {
    return this.intercepts[0]!;
  }

  /** Coefficients as features × outputs. */
  get coefByClass(): Matrix {
    const { coef: data, intercepts, featureNames } = this;
    const rows = featureNames.length;
    return Matrix.wrap({ data, rows, cols: intercepts.length, order: 'col' });
  }

  /** The most probable class of each row; of equal ones the first. */
  override predict(X: MatrixLike, options: PredictOptions = {}): L[] {
    const { rows, out } = this.predictors('predict', X, options);
    if (this.intercepts.length === 1)
      return Array.from(out, (eta) => this.classes[eta > 0 ? 1 : 0]!);
    return Array.from({ length: rows }, (_, i) => {
      let best = 0;
      for (let k = 1; k < this.classes.length; k++)
        if (out[k * rows + i]! > out[best * rows + i]!) best = k;
      return this.classes[best]!;
    });
  }

  /** Probabilities, rows × classes, each row summing to 1. */
  predictProba(X: MatrixLike, options: PredictOptions = {}): Matrix {
    const { name } = this.settings.family;
    if (name === 'squaredHinge')
      fail('predictProba', 'the model', 'be of a family with probabilities', name, 'see decision');
    const { rows, out } = this.predictors('predictProba', X, options);
    const data = this.intercepts.length === 1 ? odds(out) : softmax(out, rows);
    return Matrix.wrap({ data, rows, cols: this.classes.length, order: 'col' });
  }

  /** Linear predictors: log odds of the second class (n × 1), or the scores of all (n × K). */
  predictLink(X: MatrixLike, options: PredictOptions = {}): Matrix {
    const { rows, out } = this.predictors('predictLink', X, options);
    return Matrix.wrap({ data: out, rows, cols: this.intercepts.length, order: 'col' });
  }
}

function odds(eta: Float64Array): Float64Array {
  const p = new Float64Array(2 * eta.length);
  eta.forEach((value, i) => {
    p[i] = sigmoid(-value);
    p[eta.length + i] = sigmoid(value);
  });
  return p;
}

/** e^{η_k − max} ÷ Σ, n values per class. */
export function softmax(eta: Float64Array, rows: number): Float64Array {
  const p = new Float64Array(eta.length);
  for (let i = 0; i < rows; i++) {
    let most = -Infinity;
    for (let at = i; at < eta.length; at += rows) most = Math.max(most, eta[at]!);
    let sum = 0;
    for (let at = i; at < eta.length; at += rows) {
      p[at] = exp(eta[at]! - most);
      sum += p[at]!;
    }
    for (let at = i; at < eta.length; at += rows) p[at]! /= sum;
  }
  return p;
}
