import { checkCount, checkKeys, checkNonNegative, checkUnit, fail } from '../../check.ts';
import type { LinearSpec } from '../types.ts';

/** Estimators of scikit-learn whose objective is one of ours. */
type Estimator =
  | 'Lasso'
  | 'Ridge'
  | 'ElasticNet'
  | 'LogisticRegression'
  | 'PoissonRegressor'
  | 'GammaRegressor'
  | 'TweedieRegressor'
  | 'QuantileRegressor'
  | 'LinearSVC';

/** Arguments of an estimator of scikit-learn. */
export interface SklearnOptions {
  estimator: Estimator;
  /** Its `alpha`, default 1. */
  alpha?: number;
  /** Its `l1_ratio`; default 0.5 for ElasticNet, 0 (its penalty 'l2') for LogisticRegression. */
  l1_ratio?: number;
  /** Inverse strength of LogisticRegression and LinearSVC, default 1. */
  C?: number;
  /** 'l1' or 'l2' of LinearSVC, default 'l2'. */
  penalty?: 'l1' | 'l2';
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
 * | LogisticRegression | 1 ÷ (n C) | l1_ratio |
 * | PoissonRegressor, GammaRegressor, TweedieRegressor | alpha | 0 |
 * | LinearSVC (squared hinge, no intercept) | 1 ÷ (2 n C) | 1 or 0 by penalty |
 *
 * @throws RangeError or TypeError naming the argument.
 * @see scikit-learn 1.2 user guide, section 1.1; checked against its numbers.
 */
export function fromSklearn(options: SklearnOptions): LinearSpec {
  const where = 'compat.fromSklearn';
  checkKeys(where, options, ['estimator', 'alpha', 'l1_ratio', 'C', 'penalty', 'n']);
  const { estimator, alpha = 1, C = 1, penalty = 'l2' } = options;
  checkNonNegative(where, 'alpha', alpha);
  if (!(C > 0 && C < Infinity)) fail(where, 'C', 'be a finite number > 0', C);
  const ratio = options.l1_ratio ?? (estimator === 'ElasticNet' ? 0.5 : 0);
  checkUnit(where, 'l1_ratio', ratio);
  const rows = () => {
    checkCount(where, 'n', options.n as number, 1);
    return options.n!;
  };
  const spec = (lambda: number, l1Ratio: number) => ({ lambda, l1Ratio, standardize: false });
  switch (estimator) {
    case 'Lasso':
    case 'QuantileRegressor':
      return spec(alpha, 1);
    case 'ElasticNet':
      return spec(alpha, ratio);
    case 'Ridge':
      return spec(alpha / rows(), 0);
    case 'LogisticRegression':
      return spec(1 / (rows() * C), ratio);
    case 'LinearSVC':
      return spec(1 / (2 * rows() * C), Number(penalty === 'l1'));
    case 'PoissonRegressor':
    case 'GammaRegressor':
    case 'TweedieRegressor':
      return spec(alpha, 0);
    default:
      return fail(where, 'estimator', `be one of ${NAMES.join(', ')}`, estimator);
  }
}

const NAMES: readonly Estimator[] = [
  'Lasso',
  'Ridge',
  'ElasticNet',
  'LogisticRegression',
  'PoissonRegressor',
  'GammaRegressor',
  'TweedieRegressor',
  'QuantileRegressor',
  'LinearSVC',
];
