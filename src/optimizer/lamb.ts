import { checkKeys } from '../check.ts';
import { AdamRecord } from '../memory/networkRecords.ts';
import { checkBetas, checkPositive, common, MOMENTS, type MomentOptions } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of LAMB: lr 0.001, betas [0.9, 0.999], epsilon 1e-6 and weightDecay 0.01 by default. */
export interface LambOptions extends MomentOptions {}

/**
 * LAMB, for large batches: with u = m̂ ÷ (√v̂ + ε) + d w, w ← w − η ‖w‖ ÷ ‖u‖ u for each parameter by
 * itself: each moves by the share η of its own size. A parameter at 0 takes the step η u.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see You et al. (2020), ICLR, algorithm 2.
 */
export function lamb(options: LambOptions = {}): Optimizer {
  checkKeys('lamb', options, MOMENTS);
  const { betas = [0.9, 0.999], epsilon = 1e-6, weightDecay = 0.01 } = options;
  checkBetas('lamb', betas);
  checkPositive('lamb', 'epsilon', epsilon);
  const [beta1, beta2] = betas;
  const shared = common('lamb', { ...options, weightDecay });
  return {
    ...{ type: 'lamb', ...shared, slots: 2, begin: 'lamb_begin', isByParameter: true },
    record: { type: AdamRecord as never, values: { beta1, beta2, epsilon, power1: 1, power2: 1 } },
    step: (record, { count, weights, gradients, slots: [m, v], decay, l2 }) =>
      // biome-ignore format: one call
      ['lamb_step', record, count, weights, gradients, m!, v!, decay, l2],
    lengths: (record, { count, slots: [, v] }, to) => ['adam_lengths', record, count, v!, to],
  };
}
