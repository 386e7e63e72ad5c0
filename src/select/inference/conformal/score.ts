/** How badly an outcome fits a prediction: the larger, the stranger. */

import { checkLength, fail, failType } from '../../../check.ts';
import type { PredictOptions } from '../../../linear/fittedModel.ts';
import type { Label, MatrixLike } from '../../../memory/types.ts';
import type { PredictingModel, Probabilities } from '../types.ts';

/**
 * Score of a class. 'lac': 1 − p_y, the smallest sets on average (Sadinle, Lei, Wasserman 2019).
 * 'aps': Σ p_k over the classes at least as probable as y, sets that adapt to how hard a row is
 * (Romano, Sesia, Candès 2020, without their randomization, so rather too large than too small).
 */
export type ClassScore = 'lac' | 'aps';

export function checkScore(where: string, score: unknown): void {
  if (score !== 'lac' && score !== 'aps') fail(where, 'score', "be 'lac' or 'aps'", score);
}

/** Score of class k of row i; a column that is missing (−1) is a class of probability 0. */
export function classScore(p: Probabilities, i: number, k: number, score: ClassScore): number {
  const own = k < 0 ? 0 : p.get(i, k);
  if (score === 'lac') return 1 - own;
  let sum = 0;
  for (let c = 0; c < p.cols; c++) {
    const other = p.get(i, c);
    if (other >= own) sum += other;
  }
  return sum;
}

/** A model that gives probabilities of classes. */
export type Classifier<L extends Label> = PredictingModel<L> &
  Required<Pick<PredictingModel<L>, 'predictProba' | 'classes'>>;

export function isClassifier<L extends Label>(model: PredictingModel<L>): model is Classifier<L> {
  return typeof model.predictProba === 'function' && model.classes !== undefined;
}

/** Predictions of a model of numbers, one per row. */
export function predictNumbers(
  where: string,
  model: PredictingModel,
  X: MatrixLike,
  options: PredictOptions,
): ArrayLike<number> {
  const predicted = options.offset ? model.predict(X, options) : model.predict(X);
  const bad = Array.prototype.find.call(predicted, (value) => typeof value !== 'number');
  if (bad !== undefined)
    failType(where, 'model.predict', 'give numbers, or the model have predictProba', bad);
  return predicted as ArrayLike<number>;
}

/** Probabilities of a classifier. */
export function predictClasses<L extends Label>(
  model: Classifier<L>,
  X: MatrixLike,
  options: PredictOptions,
): Probabilities {
  return options.offset ? model.predictProba(X, options) : model.predictProba(X);
}

/** |y − ŷ| per row. */
export function residuals(
  where: string,
  predicted: ArrayLike<number>,
  y: ArrayLike<number>,
): Float64Array {
  checkLength(where, 'model.predict(X)', predicted.length, y.length, 'one per row of X');
  return Float64Array.from(y, (value, i) => Math.abs(value - predicted[i]!));
}

/** Score of the true class per row; a class that the model never saw has probability 0. */
export function trueScores<L extends Label>(
  p: Probabilities,
  classes: readonly L[],
  y: ArrayLike<Label>,
  score: ClassScore,
): Float64Array {
  const column = new Map<Label, number>(classes.map((label, k) => [label, k]));
  return Float64Array.from(y, (label, i) => classScore(p, i, column.get(label) ?? -1, score));
}
