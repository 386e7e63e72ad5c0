import { fail } from '../check.ts';
import type { Planner } from '../layer/layer.ts';
import { HuberRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';
import { rowLoss } from './rowLoss.ts';

/**
 * Huber's loss: ½ r² for |r| ≤ δ, δ |r| − ½ δ² beyond, r = y − z, summed over the outputs of a sample
 * and averaged over samples: the `huber` family of the linear models.
 *
 * @param delta δ > 0 in the units of y, default 1.35.
 * @throws RangeError if delta is not a finite positive number.
 * @see Huber (1964), Ann. Math. Stat. 35(1), 73–101.
 */
export function huber(delta = 1.35): Loss {
  if (!(delta > 0 && delta < Infinity)) fail('huber', 'delta', 'be a finite number > 0', delta);
  const params = (p: Planner) => p.record(HuberRecord, { delta });
  return rowLoss('huber', 'huber_loss', { args: [delta], params });
}
