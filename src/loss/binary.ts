import type { Loss } from './loss.ts';
import { rowLoss } from './rowLoss.ts';

/**
 * Binary cross-entropy of log odds z: mean of log(1 + e^z) − y z for y in [0, 1], summed over outputs.
 * The network ends without an activation.
 *
 * `fit` throws a RangeError for y outside [0, 1], such as classes −1 and 1.
 */
export function binary(): Loss {
  return rowLoss('binary', 'binomial_loss', { range: [0, 1] });
}
