import type { Loss } from './loss.ts';
import { rowLoss } from './rowLoss.ts';

/**
 * Poisson loss of counts y ≥ 0 with log link: e^z − y z, summed over the outputs of a sample and averaged
 * over samples: −log p(y | z) less log y!, as in the linear models. The network ends in the logarithm
 * of the mean, without an activation. The loss may be below 0.
 *
 * `fit` throws a RangeError for y < 0.
 *
 * @see McCullagh and Nelder (1989), Generalized Linear Models, section 6.
 */
export function poisson(): Loss {
  const signed = ['trainLoss', 'cleanTrainLoss', 'valLoss'] as const;
  return rowLoss('poisson', 'poisson_loss', { range: [0, Infinity], signed });
}
