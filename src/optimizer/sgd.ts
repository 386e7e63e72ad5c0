import { checkKeys, checkNonNegative, fail } from '../check.ts';
import { SgdRecord } from '../memory/networkRecords.ts';
import type { Optimizer, WeightGroup } from './optimizer.ts';

/** Options of gradient descent. */
export interface SgdOptions {
  /** Learning rate η > 0, default 0.01. */
  lr?: number;
  /** μ in [0, 1), default 0. */
  momentum?: number;
  /** Whether the gradient looks ahead along the momentum, default false. */
  nesterov?: boolean;
  /** Decoupled decay d ≥ 0 of weights (not of biases and scales), default 0. */
  weightDecay?: number;
}

/**
 * Stochastic gradient descent with momentum: v ← μ v + g, w ← (1 − ηd) w − η v.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Sutskever, Martens, Dahl, Hinton (2013), ICML, section 2.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  checkKeys('sgd', options, ['lr', 'momentum', 'nesterov', 'weightDecay']);
  const { lr = 0.01, momentum = 0, nesterov = false, weightDecay = 0 } = options;
  if (!(lr > 0 && lr < Infinity)) fail('sgd', 'lr', 'be a finite number > 0', lr);
  if (!(momentum >= 0 && momentum < 1)) fail('sgd', 'momentum', 'lie in [0, 1)', momentum);
  checkNonNegative('sgd', 'weightDecay', weightDecay);
  return {
    ...{ type: 'sgd', lr, weightDecay, l2: 0, slots: 1, begin: 'sgd_begin' },
    record: { type: SgdRecord as never, values: { momentum, rate: 0, nesterov: Number(nesterov) } },
    step: (record, { count, weights, gradients, slots, decay, l2 }: WeightGroup) =>
      [...['sgd_step', record, count, weights, gradients, slots[0]!, decay, l2]] as never,
  };
}
