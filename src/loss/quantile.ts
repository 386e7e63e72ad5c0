import { fail } from '../check.ts';
import type { Planner } from '../layer/layer.ts';
import { QuantileRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';
import { rowLoss } from './rowLoss.ts';

/**
 * Pinball loss r (τ − 1{r < 0}), r = y − z, summed over the outputs of a sample and averaged over
 * samples: the network predicts the τ-quantile of y. At r = 0 the slope is 0.
 *
 * @param tau τ strictly between 0 and 1, default 0.5: half of {@link mae}.
 * @throws RangeError outside that range.
 * @see Koenker and Bassett (1978), Econometrica 46(1), 33–50.
 */
export function quantile(tau = 0.5): Loss {
  if (!(tau > 0 && tau < 1)) fail('quantile', 'tau', 'lie strictly between 0 and 1', tau);
  const params = (p: Planner) => p.record(QuantileRecord, { tau });
  return rowLoss('quantile', 'quantile_loss', { args: [tau], params });
}
