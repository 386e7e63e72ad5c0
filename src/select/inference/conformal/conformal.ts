import { checkKeys, checkLength, fail, failType } from '../../../check.ts';
import type { PredictOptions } from '../../../linear/fittedModel.ts';
import { readVector } from '../../../memory/read.ts';
import type { Label, MatrixLike, VectorLike } from '../../../memory/types.ts';
import type { PredictingModel } from '../types.ts';
import { type Calibrated, type Conformal, conformalOf } from './calibration.ts';
import { checkCoverage } from './coverageRank.ts';
import {
  type ClassScore,
  checkScore,
  isClassifier,
  predictClasses,
  predictNumbers,
  residuals,
  trueScores,
} from './score.ts';

const WHERE = 'conformal';

/** Options of `conformal`. */
export interface ConformalOptions extends PredictOptions {
  /** Share of new rows whose outcome is to be covered, in (0, 1), default 0.9. */
  coverage?: number;
  /** Score of a class, default 'lac'; models of numbers use |y − ŷ|. */
  score?: ClassScore;
  /** The only method of a fitted model; `conformalCV` refits an estimator. */
  method?: 'split';
}

/**
 * Split conformal prediction: intervals or sets of classes around a fitted model that cover the
 * truth of a new row with probability at least `coverage`, whatever the model and the distribution.
 *
 * With the scores R_i = |y_i − ŷ_i| of n calibration rows and k = ⌈(n + 1) coverage⌉ the interval
 * is ŷ ± R_(k), R_(k) the k-th smallest; a set holds the classes whose score is at most R_(k).
 * Coverage is an average over calibration rows and new rows alike, and below coverage + 1/(n + 1)
 * if no scores tie. All intervals have the same width.
 *
 * @param model of numbers, or a classifier (with `predictProba` and `classes`); kept.
 * @param X calibration rows, exchangeable with the new ones and **not those of the fit**: with
 * those the intervals are too short. To use all rows for both see {@link conformalCV}.
 * @param y outcome of each calibration row.
 * @throws RangeError or TypeError naming the argument.
 * @example
 * ```ts
 * const band = conformal(model, Xcalibration, ycalibration, { coverage: 0.9 });
 * const { lower, upper } = band.interval(Xnew);
 * ```
 * @see Lei, G'Sell, Rinaldo, Tibshirani, Wasserman (2018), J. Am. Stat. Assoc. 113(523), theorem 2;
 * Sadinle, Lei, Wasserman (2019), J. Am. Stat. Assoc. 114(525), for sets of classes.
 */
export function conformal<L extends Label = Label>(
  model: PredictingModel<L>,
  X: MatrixLike,
  y: VectorLike | readonly Label[],
  options: ConformalOptions = {},
): Conformal<L> {
  checkKeys(WHERE, options, ['coverage', 'score', 'method', 'offset']);
  const { coverage = 0.9, score = 'lac', method = 'split', offset } = options;
  checkCoverage(WHERE, coverage);
  checkScore(WHERE, score);
  if (method !== 'split')
    fail(WHERE, 'method', "be 'split'", method, 'conformalCV refits an estimator');
  if (typeof model?.predict !== 'function')
    failType(WHERE, 'model', 'be a fitted model with predict', model);
  if (typeof y !== 'object' || y === null || !('length' in y))
    failType(WHERE, 'y', 'be an array of numbers or labels', y);
  if (y.length === 0) fail(WHERE, 'y', 'hold at least one row', 0);
  const scores = scoresOf(model, X, y, score, offset ? { offset } : {}).sort();
  const parts: Calibrated<L>[] = [{ model, scores }];
  return conformalOf({ parts, coverage, score, classes: model.classes ?? [] });
}

function scoresOf<L extends Label>(
  model: PredictingModel<L>,
  X: MatrixLike,
  y: VectorLike | readonly Label[],
  score: ClassScore,
  known: PredictOptions,
): Float64Array {
  if (!isClassifier(model)) {
    const predicted = predictNumbers(WHERE, model, X, known);
    const numbers = readVector(WHERE, 'y', y as number[], predicted.length, 'one per row of X');
    return residuals(WHERE, predicted, numbers);
  }
  const p = predictClasses(model, X, known);
  checkLength(WHERE, 'y', y.length, p.rows, 'one per row of X');
  const classes = new Set<Label>(model.classes);
  const stranger = Array.prototype.findIndex.call(y, (label: Label) => !classes.has(label));
  if (stranger >= 0)
    fail(WHERE, `y[${stranger}]`, 'be one of the classes of the model', y[stranger]);
  return trueScores(p, model.classes, y as ArrayLike<Label>, score);
}
