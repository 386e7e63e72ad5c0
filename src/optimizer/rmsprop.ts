import { checkKeys } from '../check.ts';
import { RmspropRecord } from '../memory/networkRecords.ts';
import { COMMON, type CommonOptions, checkMomentum, checkPositive, common } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of RMSprop; lr is 0.001 and weightDecay 0 by default. */
export interface RmspropOptions extends CommonOptions {
  /** Weight ρ of the old mean of squares, in [0, 1); default 0.9. */
  rho?: number;
  /** μ in [0, 1), default 0. */
  momentum?: number;
  /** ε > 0, which keeps divisors from 0; default 1e-8. */
  epsilon?: number;
}

/**
 * RMSprop: v ← ρ v + (1 − ρ) g², b ← μ b + g ÷ (√v + ε), w ← (1 − ηd) w − η b.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Tieleman and Hinton (2012), Neural Networks for Machine Learning, lecture 6e.
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  checkKeys('rmsprop', options, [...COMMON, 'rho', 'momentum', 'epsilon']);
  const { rho = 0.9, momentum = 0, epsilon = 1e-8 } = options;
  checkMomentum('rmsprop', 'rho', rho);
  checkMomentum('rmsprop', 'momentum', momentum);
  checkPositive('rmsprop', 'epsilon', epsilon);
  return {
    ...{ type: 'rmsprop', ...common('rmsprop', options), slots: 2, begin: 'rmsprop_begin' },
    record: { type: RmspropRecord as never, values: { rho, momentum, epsilon } },
    step: (record, { count, weights, gradients, slots: [v, b], decay, l2 }) =>
      // biome-ignore format: one call
      ['rmsprop_step', record, count, weights, gradients, v!, b!, decay, l2],
    lengths: (record, { count, slots: [v] }, to) => ['rmsprop_lengths', record, count, v!, to],
  };
}
