import { checkKeys } from '../check.ts';
import { AdamRecord } from '../memory/networkRecords.ts';
import { checkBetas, checkPositive, common, MOMENTS, type MomentOptions } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of AdamW: lr 0.001, betas [0.9, 0.999], epsilon 1e-8 and weightDecay 0.01 by default. */
export interface AdamWOptions extends MomentOptions {}

/**
 * AdamW: w ← (1 − ηd) w − η m̂ ÷ (√v̂ + ε), with running means m of the gradient and v of its square.
 * The decay is apart from the gradient, so all weights shrink alike, however large their gradients.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Loshchilov and Hutter (2019), ICLR, algorithm 2.
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  checkKeys('adamW', options, MOMENTS);
  return adamLike('adamW', { weightDecay: 0.01, ...options }, 0);
}

/** What Adam and AdamW share. */
export function adamLike(type: string, options: MomentOptions, l2: number): Optimizer {
  const { betas = [0.9, 0.999], epsilon = 1e-8 } = options;
  checkBetas(type, betas);
  checkPositive(type, 'epsilon', epsilon);
  const [beta1, beta2] = betas;
  const values = { beta1, beta2, epsilon, power1: 1, power2: 1, rate: 0 };
  return {
    ...{ type, ...common(type, options), l2, slots: 2, begin: 'adam_begin' },
    record: { type: AdamRecord as never, values },
    step: (record, { count, weights, gradients, slots: [m, v], decay, l2 }) =>
      // biome-ignore format: one call
      ['adam_step', record, count, weights, gradients, m!, v!, decay, l2],
    lengths: (record, { count, slots: [, v] }, to) => ['adam_lengths', record, count, v!, to],
  };
}
