import { log } from '../memory/elementary.ts';

/** Criteria that trade fit against degrees of freedom. */
export type Criterion = 'aic' | 'bic' | 'ebic' | 'gcv';

/** What a criterion must know of the data. */
export interface CriterionFacts {
  /** n, p, half the null deviance per row, and the number of intercepts. */
  readonly rows: number;
  readonly features: number;
  readonly nullLoss: number;
  readonly intercepts: number;
  /** Whether the error variance is unknown: then n log of the mean square is the deviance. */
  readonly isGaussian: boolean;
  /** Weight of the extension of ebic, in [0, 1]. */
  readonly gamma?: number;
}

/**
 * With the deviance D (n log of the mean square for gaussian errors of unknown variance), d degrees
 * of freedom with the intercept, and k without:
 *
 * aic D + 2d · bic D + d log n · ebic D + d log n + 2γ log C(p, k) · gcv (D/n) ÷ (1 − d/n)²
 *
 * @see Akaike (1974); Schwarz (1978); Chen and Chen (2008), Biometrika 95(3); Golub, Heath, Wahba
 * (1979), Technometrics 21(2). Zou, Hastie, Tibshirani (2007) for d of the lasso.
 */
export function informationCriterion(
  kind: Criterion,
  point: { readonly df: number; readonly devianceRatio: number },
  facts: CriterionFacts,
): number {
  const { rows, features, nullLoss, intercepts, isGaussian, gamma = 1 } = facts;
  const freedom = point.df + intercepts;
  const perRow = 2 * nullLoss * Math.max(1 - point.devianceRatio, 0);
  if (kind === 'gcv') {
    const rest = 1 - freedom / rows;
    return rest > 0 ? perRow / (rest * rest) : Infinity;
  }
  const fit = isGaussian ? rows * log(perRow) : rows * perRow;
  if (kind === 'aic') return fit + 2 * freedom;
  const bic = fit + log(rows) * freedom;
  return kind === 'bic' ? bic : bic + 2 * gamma * logChoose(features, point.df);
}

/** log C(p, k) = Σ log((p − i) / (i + 1)) */
function logChoose(p: number, k: number): number {
  const least = Math.min(Math.round(k), p - Math.round(k));
  let sum = 0;
  for (let i = 0; i < least; i++) sum += log((p - i) / (i + 1));
  return sum;
}
