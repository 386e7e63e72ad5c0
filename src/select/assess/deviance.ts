/** Mean deviance of predicted means. */
import { cellsOf, meanOver, type Rows, rowsOf, sum, type Values } from './rows.ts';
import { type DevianceFamily, type UnitDeviance, unitDeviance } from './unitDeviance.ts';

/** Targets and predicted means of the rows that count. */
interface Predicted {
  readonly rows: Rows;
  readonly y: Float64Array;
  readonly mean: Float64Array;
}

/**
 * Σ w_i d(y_i, μ_i) / Σ w_i with the unit deviance d = 2 (saturated − actual log-likelihood) at
 * dispersion 1:
 *
 * - gaussian (y − μ)²
 * - binomial 2 [y ln(y/μ) + (1−y) ln((1−y)/(1−μ))], y a proportion; μ and 1 − μ are taken as at
 *   least 1e-15
 * - poisson 2 [y ln(y/μ) − (y − μ)], y ≥ 0
 * - gamma 2 [(y − μ)/μ − ln(y/μ)], y > 0
 * - tweedie 2 [y^(2−p)/((1−p)(2−p)) − y μ^(1−p)/(1−p) + μ^(2−p)/(2−p)], power p = 0 or ≥ 1
 * - negativeBinomial 2 [y ln(y/μ) − (y+θ) ln((y+θ)/(μ+θ))], θ > 0, variance μ + μ²/θ
 *
 * @param y n observed values in the family's domain.
 * @param mean n predicted means on the scale of y (not of the link); 0 is taken as a limit, which
 *   is Infinity where y > 0.
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns NaN if no row counts.
 * @throws RangeError if lengths differ, a value is outside the family's domain (row and value are
 *   named), the family or its parameter is unknown, or a weight is negative.
 * @see McCullagh, Nelder (1989), Generalized Linear Models, section 2.3; Jørgensen (1997), The
 *   Theory of Dispersion Models, section 4.1, for tweedie.
 */
export function deviance(
  y: Values,
  mean: Values,
  family: DevianceFamily,
  weights?: Values,
): number {
  const unit = unitDeviance('deviance', family);
  return meanDeviance(unit, predictedOf('deviance', { y, mean, weights }, unit));
}

/**
 * D² = 1 − deviance(y, μ) / deviance(y, ȳ), ȳ the weighted mean of y: the share of the null
 * deviance that the predictions explain. For gaussian it is R².
 *
 * @param y n observed values in the family's domain.
 * @param mean n predicted means on the scale of y.
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns at most 1, negative where ȳ predicts better; NaN if all y are equal.
 * @throws RangeError as `deviance`.
 * @see Hastie, Tibshirani, Wainwright (2015), Statistical Learning with Sparsity, section 3.2.
 */
export function devianceExplained(
  y: Values,
  mean: Values,
  family: DevianceFamily,
  weights?: Values,
): number {
  const unit = unitDeviance('devianceExplained', family);
  return explainedBy(unit, predictedOf('devianceExplained', { y, mean, weights }, unit));
}

/** Arguments of a deviance; `meanName` is what the caller calls the means. */
interface Given {
  readonly y: Values;
  readonly mean: Values;
  readonly weights?: Values | undefined;
  readonly meanName?: string;
}

export function predictedOf(where: string, given: Given, unit: UnitDeviance): Predicted {
  const { y, mean, weights, meanName = 'mean' } = given;
  const rows = rowsOf(where, { name: 'y', values: y }, weights);
  return {
    rows,
    y: cellsOf(where, 'y', y, rows, unit.target),
    mean: cellsOf(where, meanName, mean, rows, unit.mean),
  };
}

export function meanDeviance(unit: UnitDeviance, { rows, y, mean }: Predicted): number {
  // A unit deviance is never negative, but the rounded one of y ≈ μ may be.
  return meanOver(rows, (i) => Math.max(0, unit.of(y[i]!, mean[i]!)));
}

export function explainedBy(unit: UnitDeviance, predicted: Predicted): number {
  const { rows, y } = predicted;
  const origin = y[0];
  if (origin === undefined || y.every((value) => value === origin)) return Number.NaN;
  const level = sum(y.map((value, i) => value * rows.weights[i]!)) / rows.total;
  const constant = { rows, y, mean: new Float64Array(y.length).fill(level) };
  return 1 - meanDeviance(unit, predicted) / meanDeviance(unit, constant);
}
