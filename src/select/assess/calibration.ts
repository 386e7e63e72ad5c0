/** Whether predicted probabilities are what happens. */
import { checkCount, checkKeys, fail } from '../../check.ts';
import { log } from '../../memory/elementary.ts';
import { type BinStrategy, type CalibrationBin, calibrationBins } from './calibrationBins.ts';
import { recalibrate, recalibrateIntercept } from './recalibrate.ts';
import { cellsOf, flagsOf, meanOver, type Rows, rowsOf, UNIT, type Values } from './rows.ts';

/** Options of {@link calibration}. */
export interface CalibrationOptions {
  /** Number of bins ≥ 1, default 10. */
  bins?: number;
  /** Bins of equal width (default) or of about equal weight; equal p are never parted. */
  strategy?: BinStrategy;
  /** n numbers ≥ 0, default all 1; a weight of 2 counts as a repeated row. */
  weights?: Values;
}

/** Calibration of probabilities, from coarse to fine. */
export interface Calibration {
  /** Slope of the logistic regression of y on logit p: below 1 the p are too extreme. */
  readonly slope: number;
  /** Its 95 % Wald interval. */
  readonly slopeCi: readonly [number, number];
  /** Intercept of the same regression. */
  readonly intercept: number;
  /** Intercept with the slope held at 1: above 0 the p are too low on the whole. */
  readonly interceptInTheLarge: number;
  /** Σ_b weight_b |observed_b − meanPredicted_b| / Σ weights over the bins. */
  readonly ece: number;
  /** Σ w_i (p_i − y_i)² / Σ w_i, in [0, 1]. */
  readonly brier: number;
  /** Bins that hold rows, by ascending p. */
  readonly bins: readonly CalibrationBin[];
}

/** Checked outcomes and probabilities of the rows that count. */
export interface Probable {
  readonly rows: Rows;
  readonly y: Uint8Array;
  readonly p: Float64Array;
}

/** Logits of probabilities below this, or above 1 less this, are taken there: ±27.6. */
const LOGIT_CLIP = 1e-12;
/** Quantile 0.975 of the standard normal distribution. */
const NORMAL_975 = 1.959963984540054;

/**
 * Weak calibration (slope and intercept of logit p), the expected calibration error over bins, and
 * the bins for a plot.
 *
 * What the data do not determine is NaN: slope, intercepts and interval with one class alone; slope
 * and intercept if all p are equal. Where p separates the classes the slope is ±Infinity, its
 * interval and the intercept NaN. Logits are clipped at p = 1e-12 and 1 − 1e-12.
 *
 * @param y01 n outcomes: true or 1, false or 0.
 * @param p n predicted probabilities of 1.
 * @throws RangeError if lengths differ, an outcome is no flag, a probability is outside [0, 1], a
 *   weight is negative, or an option is out of range.
 * @see Van Calster, McLernon, van Smeden, Wynants, Steyerberg (2019), BMC Medicine 17, 230; Naeini,
 *   Cooper, Hauskrecht (2015), AAAI, for the error over bins.
 */
export function calibration(
  y01: ArrayLike<boolean | number>,
  p: Values,
  options: CalibrationOptions = {},
): Calibration {
  const where = 'calibration';
  checkKeys(where, options, ['bins', 'strategy', 'weights']);
  const { bins = 10, strategy = 'uniform', weights } = options;
  checkCount(where, 'bins', bins, 1);
  if (strategy !== 'uniform' && strategy !== 'quantile')
    fail(where, 'strategy', "be 'uniform' or 'quantile'", strategy);
  const rows = rowsOf(where, { name: 'y01', values: y01 }, weights);
  const y = flagsOf(where, 'y01', y01, rows);
  return calibrationOf({ rows, y, p: cellsOf(where, 'p', p, rows, UNIT) }, bins, strategy);
}

/** The calibration of checked rows. */
export function calibrationOf(
  probable: Probable,
  bins: number,
  strategy: BinStrategy,
): Calibration {
  const { rows, y, p } = probable;
  const outcomes = { y, x: p.map(clippedLogit), weights: rows.weights };
  const { intercept, slope, slopeError } = recalibrate(outcomes);
  const binned = calibrationBins(probable, bins, strategy);
  return {
    slope,
    slopeCi: [slope - NORMAL_975 * slopeError, slope + NORMAL_975 * slopeError],
    intercept,
    interceptInTheLarge: recalibrateIntercept(outcomes),
    ece: meanGap(binned, rows.total),
    brier: meanOver(rows, (i) => (p[i]! - y[i]!) ** 2),
    bins: binned,
  };
}

function clippedLogit(p: number): number {
  const inside = Math.min(Math.max(p, LOGIT_CLIP), 1 - LOGIT_CLIP);
  return log(inside / (1 - inside));
}

function meanGap(bins: readonly CalibrationBin[], total: number): number {
  return (
    bins.reduce(
      (sum, { count, observed, meanPredicted }) => sum + count * Math.abs(observed - meanPredicted),
      0,
    ) / total
  );
}
