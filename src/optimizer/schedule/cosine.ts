import { checkKeys, checkNonNegative } from '../../check.ts';
import { checkBelow, checkPositive } from './checkPositive.ts';
import type { Schedule } from './schedule.ts';
import { along } from './wave.ts';

/** Options of the cosine schedule. */
export interface CosineOptions {
  /** The highest rate > 0. */
  peak: number;
  /** Epochs ≥ 0 in which the rate grows linearly to the peak, default 0; parts of epochs count. */
  warmup?: number;
  /** The rate it falls to, at most the peak; default 0. */
  final?: number;
}

/**
 * Half a cosine from the peak to the final rate, after a linear warm-up: in step t of T, W of them
 * warm-up, final + (peak − final) ½ (1 + cos(π (t − W) ÷ (T − W))).
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Loshchilov and Hutter (2017), ICLR, eq. 5, with one cycle.
 */
export function cosine(options: CosineOptions): Schedule {
  checkKeys('schedule.cosine', options, ['peak', 'warmup', 'final']);
  const { peak, warmup = 0, final = 0 } = options;
  checkPositive('schedule.cosine', 'peak', peak);
  checkNonNegative('schedule.cosine', 'warmup', warmup);
  checkBelow('schedule.cosine', 'final', final, peak);
  const rate: Schedule['rate'] = ({ step, stepsPerEpoch, epochs }) => {
    const first = warmup * stepsPerEpoch;
    if (step < first) return peak * Math.min(1, (step + 1) / first);
    return along(peak, final, Math.min(1, (step - first) / (epochs * stepsPerEpoch - first)));
  };
  return { type: 'cosine', params: [peak, warmup, final], begin: [], rate };
}
