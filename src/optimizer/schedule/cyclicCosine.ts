import { checkCount, checkKeys } from '../../check.ts';
import { checkBelow, checkPositive } from './checkPositive.ts';
import type { Schedule } from './schedule.ts';
import { along } from './wave.ts';

/** Options of the cyclic cosine schedule. */
export interface CyclicCosineOptions {
  /** The rate > 0 at which each cycle begins. */
  peak: number;
  /** How often it begins, at least 1. */
  cycles: number;
  /** The rate at which each cycle ends, at most the peak; default 0. */
  final?: number;
}

/**
 * Warm restarts: all steps in cycles of the same length, each half a cosine from the peak to the final
 * rate. The weights at the ends of cycles are the members of a snapshot ensemble.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Loshchilov and Hutter (2017), ICLR, eq. 5; Huang et al. (2017), ICLR, eq. 2.
 */
export function cyclicCosine(options: CyclicCosineOptions): Schedule {
  checkKeys('schedule.cyclicCosine', options, ['peak', 'cycles', 'final']);
  const { peak, cycles, final = 0 } = options;
  checkPositive('schedule.cyclicCosine', 'peak', peak);
  checkCount('schedule.cyclicCosine', 'cycles', cycles, 1);
  checkBelow('schedule.cyclicCosine', 'final', final, peak);
  const rate: Schedule['rate'] = ({ step, stepsPerEpoch, epochs }) => {
    const part = (step * cycles) / (epochs * stepsPerEpoch);
    return along(peak, final, part - Math.floor(part));
  };
  return { type: 'cyclicCosine', params: [peak, cycles, final], begin: [], rate };
}
