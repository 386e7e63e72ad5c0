import { checkNonNegative } from '../check.ts';
import { make } from './elasticNet.ts';
import type { Penalty } from './penalty.ts';

/**
 * Ridge penalty λ/2 Σ_j w_j²: shrinks every coefficient, drops none.
 *
 * @param lambda strength λ ≥ 0, default 1.
 * @throws RangeError if lambda is negative or not finite.
 * @see Hoerl and Kennard (1970), Technometrics 12(1), 55–67.
 */
export function l2(lambda = 1): Penalty {
  checkNonNegative('l2', 'lambda', lambda);
  return make('l2', lambda, 0);
}
