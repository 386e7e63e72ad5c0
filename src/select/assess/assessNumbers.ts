/** Measures of predicted numbers and counts. */
import { checkKeys } from '../../check.ts';
import { explainedBy, meanDeviance, predictedOf } from './deviance.ts';
import { meanOver, type Values } from './rows.ts';
import { summaryOf } from './summary.ts';
import { type DevianceFamily, unitDeviance } from './unitDeviance.ts';

/** Observed and predicted numbers. */
export interface NumberRows {
  /** n observed values. */
  readonly y: Values;
  /** n predicted means. */
  readonly predicted: Values;
  /** Which deviance to report, default 'gaussian'. */
  readonly family?: DevianceFamily;
  /** n numbers ≥ 0, default all 1. */
  readonly weights?: Values;
}

/** Measures of predicted numbers. */
export interface NumberAssessment {
  /** 'counts' for poisson and negativeBinomial. */
  readonly kind: 'regression' | 'counts';
  /** Name of the family whose deviance is given. */
  readonly family: string;
  /** Rows of positive weight. */
  readonly rows: number;
  /** Mean squared error. */
  readonly mse: number;
  /** Its root. */
  readonly rmse: number;
  /** Mean absolute error. */
  readonly mae: number;
  /** Mean of predicted − y. */
  readonly bias: number;
  /** 1 − mse / variance of y; NaN if y is constant. */
  readonly r2: number;
  /** Mean deviance of the family. */
  readonly deviance: number;
  /** Share of the deviance explained; NaN if y is constant. */
  readonly d2: number;
  /** One measure per line. */
  summary(): string;
}

export function assessNumbers(given: NumberRows): NumberAssessment {
  const where = 'assess';
  checkKeys(where, given, ['y', 'predicted', 'family', 'weights']);
  const unit = unitDeviance(where, given.family ?? 'gaussian');
  const { y: observed, predicted, weights } = given;
  const means = { y: observed, mean: predicted, weights, meanName: 'predicted' };
  const checked = predictedOf(where, means, unit);
  const { rows, y, mean } = checked;
  const gaussian = unitDeviance(where, 'gaussian');
  const mse = meanDeviance(gaussian, checked);
  const measures = {
    mse,
    rmse: Math.sqrt(mse),
    mae: meanOver(rows, (i) => Math.abs(y[i]! - mean[i]!)),
    bias: meanOver(rows, (i) => mean[i]! - y[i]!),
    r2: explainedBy(gaussian, checked),
    deviance: meanDeviance(unit, checked),
    d2: explainedBy(unit, checked),
  };
  const isCount = unit.name === 'poisson' || unit.name === 'negativeBinomial';
  const head = {
    kind: isCount ? ('counts' as const) : ('regression' as const),
    family: unit.name,
    rows: y.length,
  };
  return { ...head, ...measures, summary: () => summaryOf({ ...head, ...measures }) };
}
