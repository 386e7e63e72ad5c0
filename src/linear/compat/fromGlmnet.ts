import { checkKeys, checkNonNegative, checkUnit, fail, failType } from '../../check.ts';
import type { VectorLike } from '../../memory/types.ts';
import type { FamilyWord } from '../response/familyChoice.ts';
import type { LinearSpec } from '../types.ts';

/** Arguments of R's glmnet. */
export interface GlmnetOptions {
  /** In this package's words, default 'gaussian'; its mgaussian is 'multigaussian'. */
  family?: FamilyWord;
  /** One value of its `lambda`. */
  lambda: number;
  /** The share of L1, default 1. */
  alpha?: number;
  /** Default true, as there. */
  standardize?: boolean;
  /** Default true. */
  intercept?: boolean;
  /**
   * Standard deviation of y with 1/n, its root mean square where there is no intercept: needed for
   * the gaussian family with alpha < 1.
   */
  sdY?: number;
  /**
   * Its `penalty.factor`, which it scales to sum to the number of columns, infinite ones (excluded
   * columns) counted as 1.
   */
  penaltyFactor?: VectorLike;
}

/**
 * Options that give the coefficients of `glmnet(X, y, family, alpha, lambda, standardize)`.
 *
 * λ = lambda and r = alpha, but for the gaussian family with alpha < 1, which glmnet fits to y ÷ s_y:
 * there the L1 part is lambda · alpha and the L2 part lambda (1 − alpha) ÷ s_y, so that
 *
 *   λ = lambda (alpha + (1 − alpha) ÷ s_y),  r = lambda · alpha ÷ λ.
 *
 * @throws RangeError or TypeError naming the argument.
 * @see Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1); checked against glmnet 4.1-6.
 */
export function fromGlmnet(options: GlmnetOptions): LinearSpec {
  const where = 'compat.fromGlmnet';
  checkKeys(where, options, KEYS);
  const { family = 'gaussian', lambda, alpha = 1, standardize = true, intercept } = options;
  if (!FAMILIES.includes(family)) fail(where, 'family', `be one of ${FAMILIES.join(', ')}`, family);
  checkNonNegative(where, 'lambda', lambda);
  checkUnit(where, 'alpha', alpha);
  const { sdY } = options;
  const scaled = family === 'gaussian' && alpha < 1;
  if (scaled && !(typeof sdY === 'number' && sdY > 0 && sdY < Infinity))
    fail(where, 'sdY', 'be the standard deviation of y (with 1/n) where alpha < 1', sdY);
  const second = scaled ? (1 - alpha) / sdY! : 1 - alpha;
  const factors = options.penaltyFactor && rescaled(where, options.penaltyFactor);
  return {
    lambda: lambda * (alpha + second),
    l1Ratio: alpha / (alpha + second),
    standardize,
    ...(intercept !== undefined && { intercept }),
    ...(factors && { penaltyFactor: factors }),
  };
}

const KEYS = ['family', 'lambda', 'alpha', 'standardize', 'intercept', 'sdY', 'penaltyFactor'];
const FAMILIES: readonly FamilyWord[] = [
  'gaussian',
  'binomial',
  'multinomial',
  'poisson',
  'cox',
  'multigaussian',
];

/** Factors times p ÷ their sum; infinite ones exclude their columns and count as 1 in the sum. */
function rescaled(where: string, factors: VectorLike): Float64Array {
  if (typeof factors !== 'object' || !('length' in factors))
    failType(where, 'penaltyFactor', 'be an array of numbers', factors);
  const own = Float64Array.from(factors);
  own.forEach((factor, j) => {
    if (!(factor >= 0)) fail(where, `penaltyFactor[${j}]`, 'be >= 0 or Infinity', factor);
  });
  const sum = own.reduce((total, factor) => total + (factor < Infinity ? factor : 1), 0);
  if (!(sum > 0)) fail(where, 'penaltyFactor', 'have a positive sum', sum);
  return own.map((factor) => (factor * own.length) / sum);
}
