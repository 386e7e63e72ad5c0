import type { Loss } from './loss.ts';
import { rowLoss } from './rowLoss.ts';

/**
 * Half the squared error, ½ (y − z)², summed over the outputs of a sample and averaged over samples: the
 * gaussian loss of the linear models, so that the same λ means the same.
 */
export function mse(): Loss {
  return rowLoss('mse', 'gaussian_loss');
}
