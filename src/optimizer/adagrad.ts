import { checkKeys } from '../check.ts';
import { AdagradRecord } from '../memory/networkRecords.ts';
import { COMMON, type CommonOptions, checkPositive, common } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of AdaGrad; lr is 0.01 and weightDecay 0 by default. */
export interface AdagradOptions extends CommonOptions {
  /** ε > 0, which keeps divisors from 0; default 1e-10. */
  epsilon?: number;
}

/**
 * AdaGrad: a ← a + g², w ← (1 − ηd) w − η g ÷ (√a + ε). Weights that move seldom move far.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Duchi, Hazan, Singer (2011), J. Mach. Learn. Res. 12, figure 1.
 */
export function adagrad(options: AdagradOptions = {}): Optimizer {
  checkKeys('adagrad', options, [...COMMON, 'epsilon']);
  const { lr = 0.01, epsilon = 1e-10 } = options;
  checkPositive('adagrad', 'epsilon', epsilon);
  const shared = common('adagrad', { ...options, lr });
  return {
    ...{ type: 'adagrad', ...shared, slots: 1, begin: 'adagrad_begin' },
    record: { type: AdagradRecord as never, values: { epsilon } },
    step: (record, { count, weights, gradients, slots: [a], decay, l2 }) =>
      // biome-ignore format: one call
      ['adagrad_step', record, count, weights, gradients, a!, decay, l2],
    lengths: (record, { count, slots: [a] }, to) => ['adagrad_lengths', record, count, a!, to],
  };
}
