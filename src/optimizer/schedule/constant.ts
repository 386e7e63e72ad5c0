import { checkPositive } from './checkPositive.ts';
import type { Schedule } from './schedule.ts';

/**
 * The same rate in every step: what a number means.
 *
 * @throws RangeError if lr is not a finite positive number.
 */
export function constant(lr: number): Schedule {
  checkPositive('schedule.constant', 'lr', lr);
  return { type: 'constant', params: [lr], begin: [], rate: () => lr };
}
