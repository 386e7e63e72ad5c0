/** Which λ of a cross-validated curve is chosen. All arrays run along descending λ. */
import { fail } from '../check.ts';

/**
 * Index of the best mean; of equal ones the first, which has the largest λ. NaN is never best.
 *
 * @param sign 1 where small means are good, −1 where large ones are: `sign` of the measure.
 * @throws RangeError if every mean is NaN.
 */
export function minIndex(mean: ArrayLike<number>, sign: 1 | -1): number {
  let best = -1;
  let least = Infinity;
  for (let l = 0; l < mean.length; l++) {
    const value = sign * mean[l]!;
    if (value < least || (best < 0 && value === least)) [best, least] = [l, value];
  }
  if (best < 0)
    fail(
      'crossValidate',
      'measure',
      'be defined for some lambda',
      Number.NaN,
      'r2 needs a test fold in which y varies: use mse, or fewer folds',
    );
  return best;
}

/**
 * Index of the largest λ whose mean is no worse than the best mean by more than the standard error
 * at the best ("lambda.1se" of R's glmnet). Where that standard error is NaN (one fold) it is the
 * best itself.
 *
 * @see Breiman, Friedman, Olshen, Stone (1984), Classification and Regression Trees, section 3.4.3.
 */
export function oneSeIndex(
  lambdas: ArrayLike<number>,
  mean: ArrayLike<number>,
  se: ArrayLike<number>,
  sign: 1 | -1,
): number {
  const best = minIndex(mean, sign);
  const limit = sign * mean[best]! + se[best]!;
  let chosen = best;
  for (let l = 0; l < mean.length; l++)
    if (sign * mean[l]! <= limit && lambdas[l]! > lambdas[chosen]!) chosen = l;
  return chosen;
}
