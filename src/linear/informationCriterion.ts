import { log } from '../memory/elementary.ts';

/** Criteria that trade fit against degrees of freedom. */
export type Criterion = 'aic' | 'bic' | 'ebic' | 'gcv';

/** What a criterion must know of the data. */
export interface CriterionFacts {
  /** n, p per output, half the null deviance per row, and the outputs. */
  readonly rows: number;
  readonly features: number;
  readonly nullLoss: number;
  readonly outputs: number;
  readonly hasIntercept: boolean;
  /** Families of gaussian errors do not know their variance. */
  readonly family: string;
  /** Weight of the extension of ebic, in [0, 1]. */
  readonly gamma?: number;
}

/** What a criterion must know of a fit: its coefficients count one by one, not by columns. */
export interface CriterionPoint {
  readonly values: Float64Array;
  readonly devianceRatio: number;
  /** Effective degrees of freedom, where they are not the nonzero coefficients. */
  readonly df?: number | undefined;
}

/**
 * With the deviance D (for gaussian errors of unknown variance N log of the mean square, N = n
 * times the number of responses), d degrees of freedom with the intercept, and k without; n is the
 * number of rows of weight > 0, also where a row stands for several trials (binomial counts and
 * proportions), as with glmnet:
 *
 * aic D + 2d · bic D + d log n · ebic D + d log n + 2γ log C(p, k) · gcv mean square ÷ (1 − d/N)²
 *
 * @see Akaike (1974); Schwarz (1978); Chen and Chen (2008), Biometrika 95(3); Golub, Heath, Wahba
 * (1979), Technometrics 21(2). Zou, Hastie, Tibshirani (2007) for d of the lasso.
 */
export function informationCriterion(
  kind: Criterion,
  point: CriterionPoint,
  facts: CriterionFacts,
): number {
  const { rows, features, nullLoss, outputs, hasIntercept, family, gamma = 1 } = facts;
  const { values, df = values.reduce((count, value) => count + Number(value !== 0), 0) } = point;
  const freedom = df + (hasIntercept ? outputs : 0);
  const isGaussian = family === 'gaussian' || family === 'multigaussian';
  const responses = isGaussian ? outputs : 1;
  const cells = rows * responses;
  const perRow = 2 * nullLoss * Math.max(1 - point.devianceRatio, 0);
  if (kind === 'gcv') {
    const rest = 1 - freedom / cells;
    return rest > 0 ? perRow / responses / (rest * rest) : Infinity;
  }
  const fit = isGaussian ? cells * log(perRow / responses) : rows * perRow;
  if (kind === 'aic') return fit + 2 * freedom;
  const bic = fit + log(rows) * freedom;
  return kind === 'bic' ? bic : bic + 2 * gamma * logChoose(features * outputs, df);
}

/** log C(p, k) = Σ log((p − i) / (i + 1)) */
function logChoose(p: number, k: number): number {
  const least = Math.min(Math.round(k), p - Math.round(k));
  let sum = 0;
  for (let i = 0; i < least; i++) sum += log((p - i) / (i + 1));
  return sum;
}
