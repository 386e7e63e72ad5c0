/** Errors of predictions, and their mean over folds. */
import type { Values } from './assess/rows.ts';

/** One measure of predictions. */
export interface MeasureRule {
  /** sign · value is the smaller the better: 1 for errors, −1 for r2. */
  readonly sign: 1 | -1;
  /** Whether the value is the mean squared error: moments of the rows suffice for it. */
  readonly isMeanSquare?: boolean;
  /**
   * Value for the rows of one fold.
   *
   * @param y m observed values.
   * @param prediction m predicted values.
   * @param weights m weights ≥ 0, default all 1.
   * @returns NaN where the value is undefined: total weight 0, or r2 of a constant y.
   */
  value(y: Values, prediction: Values, weights?: Values): number;
}

/** Σ w_i term(i) / Σ w_i; rows of weight 0 are not looked at. */
function weightedMean(
  count: number,
  weights: Values | undefined,
  term: (i: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights ? weights[i]! : 1;
    if (weight === 0) continue;
    sum += weight * term(i);
    total += weight;
  }
  return sum / total;
}

/** Σ w_i (y_i − prediction_i)² / Σ w_i. */
function meanSquare(y: Values, prediction: Values, weights?: Values): number {
  return weightedMean(y.length, weights, (i) => (y[i]! - prediction[i]!) ** 2);
}

/** Σ w_i |y_i − prediction_i| / Σ w_i. */
function meanAbsolute(y: Values, prediction: Values, weights?: Values): number {
  return weightedMean(y.length, weights, (i) => Math.abs(y[i]! - prediction[i]!));
}

/**
 * 1 − Σ w_i (y_i − prediction_i)² / Σ w_i (y_i − ȳ)², ȳ the weighted mean of the y given.
 * Of a constant y (a single row, too) it is undefined: NaN.
 */
function explained(y: Values, prediction: Values, weights?: Values): number {
  const spread = variance(y, weights);
  return spread > 0 ? 1 - meanSquare(y, prediction, weights) / spread : Number.NaN;
}

/** Σ w_i (y_i − ȳ)² / Σ w_i, exactly 0 for a constant y. */
function variance(y: Values, weights?: Values): number {
  // Differences to a value that counts: of a constant y they are 0, where y − ȳ may round.
  let first = 0;
  while (weights && first < y.length && weights[first] === 0) first++;
  const origin = y[first]!;
  const shift = weightedMean(y.length, weights, (i) => y[i]! - origin);
  return weightedMean(y.length, weights, (i) => (y[i]! - origin - shift) ** 2);
}

/** The measures of a numeric target. */
export type NumberMeasure = 'mse' | 'mae' | 'deviance' | 'r2';

/** Measures of a numeric target. The deviance of gaussian errors is their mean square. */
export const measures: Readonly<Record<NumberMeasure, MeasureRule>> = {
  mse: { sign: 1, value: meanSquare, isMeanSquare: true },
  mae: { sign: 1, value: meanAbsolute },
  deviance: { sign: 1, value: meanSquare, isMeanSquare: true },
  r2: { sign: -1, value: explained },
};

/** Mean and standard error along λ. */
export interface Aggregate {
  readonly mean: Float64Array;
  readonly se: Float64Array;
}

/**
 * mean_l = Σ_k ω_k E_kl and se_l = sqrt( Σ_k ω_k (E_kl − mean_l)² / (K − 1) ), where ω_k is the
 * share of fold k in the test weights of all K folds (cvm and cvsd of R's cv.glmnet).
 *
 * A fold of test weight 0, or with an undefined value (NaN) at every λ, is left out and not
 * counted in K. A NaN at some λ alone makes the mean NaN there. With one fold se is NaN, without
 * any fold mean is NaN as well.
 *
 * @param perFold E, K × λ: one row of values per fold.
 * @param testWeights total weight of the test rows of each fold.
 */
export function aggregate(perFold: readonly Values[], testWeights: Values): Aggregate {
  const length = perFold[0]?.length ?? 0;
  const folds = perFold
    .map((values, k) => ({ values, weight: testWeights[k]! }))
    .filter(({ values, weight }) => weight > 0 && Array.from(values).some((v) => !Number.isNaN(v)));
  const total = folds.reduce((sum, { weight }) => sum + weight, 0);
  const mean = new Float64Array(length);
  const se = new Float64Array(length);
  for (let l = 0; l < length; l++) {
    let sum = 0;
    for (const { values, weight } of folds) sum += weight * values[l]!;
    mean[l] = sum / total;
    let squares = 0;
    for (const { values, weight } of folds) squares += weight * (values[l]! - mean[l]!) ** 2;
    se[l] = Math.sqrt(squares / total / (folds.length - 1));
  }
  return { mean, se };
}
