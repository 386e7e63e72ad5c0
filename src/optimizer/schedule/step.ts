import { checkCount, checkKeys, fail } from '../../check.ts';
import { checkPositive } from './checkPositive.ts';
import type { Schedule } from './schedule.ts';

/** Options of the step schedule. */
export interface StepOptions {
  /** The first rate > 0. */
  lr: number;
  /** Epochs after which the rate falls, at least 1. */
  every: number;
  /** What it is multiplied by then, in (0, 1); default 0.1. */
  factor?: number;
}

/**
 * Steps down: lr · factor^⌊epoch ÷ every⌋, epochs counted from 0.
 *
 * @throws RangeError or TypeError for options outside their range.
 */
export function step(options: StepOptions): Schedule {
  checkKeys('schedule.step', options, ['lr', 'every', 'factor']);
  const { lr, every, factor = 0.1 } = options;
  checkPositive('schedule.step', 'lr', lr);
  checkCount('schedule.step', 'every', every, 1);
  if (!(factor > 0 && factor < 1)) fail('schedule.step', 'factor', 'lie in (0, 1)', factor);
  const rate: Schedule['rate'] = ({ step, stepsPerEpoch }) => {
    let now = lr;
    for (let left = Math.floor(step / (every * stepsPerEpoch)); left > 0; left--) now *= factor;
    return now;
  };
  return { type: 'step', params: [lr, every, factor], begin: [], rate };
}
