import { checkCount, checkKeys, checkNonNegative, checkUnit, fail, failType } from '../../check.ts';
import type { LinearSpec } from '../types.ts';

/** Estimators of scikit-learn whose objective is one of ours. */
export type SklearnEstimator =
  | 'Lasso'
  | 'ElasticNet'
  | 'Ridge'
  | 'LogisticRegression'
  | 'PoissonRegressor'
  | 'GammaRegressor'
  | 'TweedieRegressor'
  | 'QuantileRegressor'
  | 'LinearSVC';

/** The arguments that choose the objective, per estimator of scikit-learn whose objective is ours. */
const ARGUMENTS: Readonly<Record<SklearnEstimator, readonly string[]>> = {
  Lasso: ['alpha'],
  ElasticNet: ['alpha', 'l1_ratio'],
  Ridge: ['alpha', 'n'],
  LogisticRegression: ['C', 'penalty', 'l1_ratio', 'n'],
  PoissonRegressor: ['alpha'],
  GammaRegressor: ['alpha'],
  TweedieRegressor: ['alpha'],
  QuantileRegressor: ['alpha'],
  LinearSVC: ['C', 'penalty', 'n'],
};

/** Arguments of an estimator of scikit-learn. */
export interface SklearnOptions {
  estimator: SklearnEstimator;
  /** Its `alpha`, default 1. */
  alpha?: number;
  /** Its `l1_ratio`, default 0.5 for ElasticNet; for LogisticRegression with 'elasticnet'. */
  l1_ratio?: number;
  /** Inverse strength of LogisticRegression and LinearSVC, default 1. */
  C?: number;
  /** Of LogisticRegression any, of LinearSVC 'l1' or 'l2'; default 'l2'. */
  penalty?: 'l1' | 'l2' | 'elasticnet' | 'none' | null;
  /** Default true; LinearSVC must have false, because it penalizes its intercept. */
  fit_intercept?: boolean;
  /** Rows of the training data, for the estimators whose loss is a sum. */
  n?: number;
}

/**
 * Options that give the coefficients of a scikit-learn estimator, which does not standardize.
 *
 * | estimator | λ | r |
 * |---|---|---|
 * | Lasso, QuantileRegressor | alpha | 1 |
 * | ElasticNet | alpha | l1_ratio |
 * | Ridge | alpha ÷ n | 0 |
 * | LogisticRegression | 1 ÷ (n C), 0 without penalty | 0, 1 or l1_ratio by penalty |
 * | PoissonRegressor, GammaRegressor, TweedieRegressor | alpha | 0 |
 * | LinearSVC (squared hinge, no intercept) | 1 ÷ (2 n C) | 1 or 0 by penalty |
 *
 * `quantile` and `power` belong to the family: `{ name: 'quantile', tau: quantile }`,
 * `{ name: 'tweedie', power }`. The defaults are those of scikit-learn.
 *
 * @throws RangeError or TypeError naming the argument, also for one that its estimator has not.
 * @see scikit-learn 1.2 user guide, section 1.1; checked against its numbers.
 */
export function fromSklearn(options: SklearnOptions): LinearSpec {
  const where = 'compat.fromSklearn';
  checkKeys(where, options, ['estimator', 'fit_intercept', ...new Set(ALL)]);
  const { estimator, fit_intercept: intercept } = options;
  if (!Object.hasOwn(ARGUMENTS, estimator))
    fail(where, 'estimator', `be one of ${Object.keys(ARGUMENTS).join(', ')}`, estimator);
  const own: readonly string[] = ARGUMENTS[estimator];
  const other = Object.keys(options).find((key) => ALL.includes(key) && !own.includes(key));
  if (other)
    fail(where, other, `be left out for ${estimator}`, options[other as keyof SklearnOptions]);
  if (intercept !== undefined && typeof intercept !== 'boolean')
    failType(where, 'fit_intercept', 'be true or false', intercept);
  const isMachine = estimator === 'LinearSVC';
  if (isMachine && intercept !== false)
    fail(where, 'fit_intercept', 'be false for LinearSVC', intercept, 'it penalizes its intercept');
  const flag = intercept === undefined ? {} : { intercept };
  return { ...amounts(where, options), standardize: false, ...flag };
}

const ALL: readonly string[] = Object.values(ARGUMENTS).flat();

/** λ and r. */
function amounts(where: string, options: SklearnOptions) {
  const { estimator, alpha = 1, C = 1 } = options;
  checkNonNegative(where, 'alpha', alpha);
  if (!(C > 0 && C < Infinity)) fail(where, 'C', 'be a finite number > 0', C);
  switch (estimator) {
    case 'Lasso':
    case 'QuantileRegressor':
      return { lambda: alpha, l1Ratio: 1 };
    case 'ElasticNet':
      return { lambda: alpha, l1Ratio: ratioOf(where, options.l1_ratio ?? 0.5) };
    case 'Ridge':
      return { lambda: alpha / rowsOf(where, options), l1Ratio: 0 };
    case 'LogisticRegression': {
      const { penalty = 'l2' } = options;
      const l1Ratio = shareOf(where, options);
      if (penalty === 'none' || penalty === null) return { lambda: 0, l1Ratio };
      return { lambda: 1 / (rowsOf(where, options) * C), l1Ratio };
    }
    case 'LinearSVC': {
      const { penalty = 'l2' } = options;
      if (penalty !== 'l1' && penalty !== 'l2')
        fail(where, 'penalty', "be 'l1' or 'l2' for LinearSVC", penalty);
      return { lambda: 1 / (2 * rowsOf(where, options) * C), l1Ratio: Number(penalty === 'l1') };
    }
    default:
      return { lambda: alpha, l1Ratio: 0 };
  }
}

/** The share of L1 of a logistic regression. */
function shareOf(where: string, { penalty = 'l2', l1_ratio: ratio }: SklearnOptions): number {
  if (penalty === 'elasticnet') return ratioOf(where, ratio as number);
  if (ratio !== undefined)
    fail(where, 'l1_ratio', `be left out for penalty ${penalty}`, ratio, "it is for 'elasticnet'");
  if (penalty !== null && !['l1', 'l2', 'none'].includes(penalty))
    fail(where, 'penalty', "be 'l1', 'l2', 'elasticnet' or 'none'", penalty);
  return Number(penalty === 'l1');
}

function ratioOf(where: string, ratio: number): number {
  checkUnit(where, 'l1_ratio', ratio);
  return ratio;
}

function rowsOf(where: string, { n }: SklearnOptions): number {
  checkCount(where, 'n', n as number, 1);
  return n!;
}
