import { QuantileRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';
import { rowLoss } from './rowLoss.ts';

/**
 * Absolute error |y − z|, summed over the outputs of a sample and averaged over samples: the network
 * predicts medians. At y = z the slope is 0.
 */
export function mae(): Loss {
  const params = (p: Parameters<Loss['plan']>[0]) => p.record(QuantileRecord, { tau: 0.5 });
  return rowLoss('mae', 'quantile_loss', { params, factor: 2 });
}
