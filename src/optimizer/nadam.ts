import { checkKeys } from '../check.ts';
import { AdamRecord } from '../memory/networkRecords.ts';
import { checkBetas, checkPositive, common, MOMENTS, type MomentOptions } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of NAdam: lr 0.002, betas [0.9, 0.999], epsilon 1e-8 and weightDecay 0 by default. */
export interface NadamOptions extends MomentOptions {}

/**
 * NAdam: Adam with Nesterov's momentum, whose weight μ_t = β₁ (1 − ½ 0.96^(0.004 t)) grows with the steps:
 * w ← (1 − ηd) w − η [ (1 − μ_t) g ÷ (1 − μ_1 … μ_t) + μ_{t+1} m ÷ (1 − μ_1 … μ_{t+1}) ] ÷ (√v̂ + ε).
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Dozat (2016), ICLR workshop, algorithm 2.
 */
export function nadam(options: NadamOptions = {}): Optimizer {
  checkKeys('nadam', options, MOMENTS);
  const { lr = 0.002, betas = [0.9, 0.999], epsilon = 1e-8 } = options;
  checkBetas('nadam', betas);
  checkPositive('nadam', 'epsilon', epsilon);
  const [beta1, beta2] = betas;
  return {
    ...{ type: 'nadam', ...common('nadam', { ...options, lr }), slots: 2, begin: 'nadam_begin' },
    record: {
      type: AdamRecord as never,
      values: { beta1, beta2, epsilon, power1: 1, power2: 1, slow: 1 },
    },
    step: (record, { count, weights, gradients, slots: [m, v], decay, l2 }) =>
      // biome-ignore format: one call
      ['nadam_step', record, count, weights, gradients, m!, v!, decay, l2],
    lengths: (record, { count, slots: [, v] }, to) => ['adam_lengths', record, count, v!, to],
  };
}
