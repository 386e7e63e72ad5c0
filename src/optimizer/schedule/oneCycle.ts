import { checkKeys, fail } from '../../check.ts';
import { checkBelow, checkPositive } from './checkPositive.ts';
import type { Schedule } from './schedule.ts';
import { along } from './wave.ts';

/** Options of the one-cycle schedule. */
export interface OneCycleOptions {
  /** The highest rate > 0. */
  peak: number;
  /** Share of the steps in which the rate grows, in (0, 1); default 0.3. */
  warmup?: number;
  /** The first rate, at most the peak; default peak ÷ 25. */
  initial?: number;
  /** The last rate, at most the peak; default initial ÷ 10⁴. */
  final?: number;
}

/**
 * One cycle: half a cosine up from the initial rate to the peak, and half a cosine down to the final one,
 * which the last step has.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Smith and Topin (2019), Proc. SPIE 11006, section 3; the two halves as in PyTorch's OneCycleLR.
 */
export function oneCycle(options: OneCycleOptions): Schedule {
  checkKeys('schedule.oneCycle', options, ['peak', 'warmup', 'initial', 'final']);
  const { peak, warmup = 0.3, initial = peak / 25, final = initial / 1e4 } = options;
  checkPositive('schedule.oneCycle', 'peak', peak);
  if (!(warmup > 0 && warmup < 1)) fail('schedule.oneCycle', 'warmup', 'lie in (0, 1)', warmup);
  checkBelow('schedule.oneCycle', 'initial', initial, peak);
  checkBelow('schedule.oneCycle', 'final', final, peak);
  const rate: Schedule['rate'] = ({ step, stepsPerEpoch, epochs }) => {
    const total = epochs * stepsPerEpoch;
    const top = Math.max(warmup * total - 1, 0);
    if (step < top) return along(initial, peak, step / top);
    return along(peak, final, total - 1 > top ? Math.min(1, (step - top) / (total - 1 - top)) : 1);
  };
  return { type: 'oneCycle', params: [peak, warmup, initial, final], begin: [], rate };
}
