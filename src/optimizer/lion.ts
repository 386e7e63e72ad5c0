import { checkKeys } from '../check.ts';
import { LionRecord } from '../memory/networkRecords.ts';
import { COMMON, type CommonOptions, checkBetas, common } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of Lion; lr is 0.0001 and weightDecay 0 by default. */
export interface LionOptions extends CommonOptions {
  /** β₁ of the step's direction and β₂ of the mean, in [0, 1); default [0.9, 0.99]. */
  betas?: readonly [number, number];
}

/**
 * Lion: w ← (1 − ηd) w − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g. Every weight moves by η
 * in every step: take rates 3 to 10 times smaller than Adam's, and decays as many times larger. No
 * penalty with a kink such as l1, whose threshold would have no gradient to be compared with.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Chen et al. (2023), NeurIPS, "Symbolic discovery of optimization algorithms", algorithm 2.
 */
export function lion(options: LionOptions = {}): Optimizer {
  checkKeys('lion', options, [...COMMON, 'betas']);
  const { lr = 0.0001, betas = [0.9, 0.99] } = options;
  checkBetas('lion', betas);
  const [beta1, beta2] = betas;
  return {
    ...{ type: 'lion', ...common('lion', { ...options, lr }), slots: 1, begin: 'lion_begin' },
    record: { type: LionRecord as never, values: { beta1, beta2 } },
    step: (record, { count, weights, gradients, slots: [m], decay, l2 }) =>
      // biome-ignore format: one call
      ['lion_step', record, count, weights, gradients, m!, decay, l2],
  };
}
