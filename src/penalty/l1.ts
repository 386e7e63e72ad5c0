import { checkNonNegative } from '../check.ts';
import { make } from './elasticNet.ts';
import type { Penalty } from './penalty.ts';

/**
 * Lasso penalty λ Σ_j |w_j|: drives coefficients to exactly zero.
 *
 * @param lambda strength λ ≥ 0, default 1.
 * @throws RangeError if lambda is negative or not finite.
 * @see Tibshirani (1996), J. R. Stat. Soc. B 58(1), 267–288.
 */
export function l1(lambda = 1): Penalty {
  checkNonNegative('l1', 'lambda', lambda);
  return make('l1', lambda, 1);
}
