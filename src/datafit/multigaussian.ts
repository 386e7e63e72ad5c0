import { checkCount, checkKeys } from '../check.ts';
import type { Family } from './family.ts';
import { jointFamily } from './jointFamily.ts';

/**
 * Several responses of one row, squared loss ½ Σ_k (y_k − η_k)², identity link.
 *
 * @param options.outputs number K ≥ 1 of responses.
 * @throws RangeError if outputs is no positive integer.
 * @see Simon, Friedman, Hastie (2013), arXiv:1311.6529, section 2.
 */
export function multigaussian(options: { outputs: number }): Family {
  checkKeys('multigaussian', options, ['outputs']);
  const { outputs } = options;
  checkCount('multigaussian', 'outputs', outputs, 1);
  const slope = (eta: ArrayLike<number>, y: ArrayLike<number>) =>
    Float64Array.from(eta, (value, k) => value - y[k]!);
  return jointFamily('multigaussian', outputs, {
    coupled: false,
    refuses: () => undefined,
    loss: (eta, y) => halfSquares(slope(eta, y)),
    saturated: () => 0,
    slope,
    reach: () => 1,
    distance: (eta, y, t) => halfSquares(slope(eta, y).map((value, k) => t[k]! - value)),
    mean: (eta) => Float64Array.from(eta),
  });
}

function halfSquares(values: Float64Array): number {
  return 0.5 * values.reduce((sum, value) => sum + value * value, 0);
}
