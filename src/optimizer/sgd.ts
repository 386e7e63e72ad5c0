import { checkKeys } from '../check.ts';
import { SgdRecord } from '../memory/networkRecords.ts';
import { COMMON, type CommonOptions, checkMomentum, common } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of gradient descent; lr is 0.01 and weightDecay 0 by default. */
export interface SgdOptions extends CommonOptions {
  /** μ in [0, 1), default 0. */
  momentum?: number;
  /** Whether the gradient looks ahead along the momentum, default false. */
  nesterov?: boolean;
}

/**
 * Stochastic gradient descent with momentum: v ← μ v + g, w ← (1 − ηd) w − η v.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Sutskever, Martens, Dahl, Hinton (2013), ICML, section 2.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  checkKeys('sgd', options, [...COMMON, 'momentum', 'nesterov']);
  const { lr = 0.01, momentum = 0, nesterov = false } = options;
  checkMomentum('sgd', 'momentum', momentum);
  const values = { momentum, rate: 0, nesterov: Number(nesterov) };
  return {
    ...{ type: 'sgd', ...common('sgd', { ...options, lr }), slots: 1, begin: 'sgd_begin' },
    record: { type: SgdRecord as never, values },
    step: (record, { count, weights, gradients, slots: [v], decay, l2 }) =>
      // biome-ignore format: one call
      ['sgd_step', record, count, weights, gradients, v!, decay, l2],
    lengths: (record, { count }, to) => ['sgd_lengths', record, count, to],
    hasOneLength: true,
  };
}
