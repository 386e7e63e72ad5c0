import { checkKeys, checkNonNegative } from '../check.ts';
import { adamLike } from './adamW.ts';
import { MOMENTS, type MomentOptions } from './common.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of Adam: lr 0.001, betas [0.9, 0.999] and epsilon 1e-8 by default. */
export interface AdamOptions extends Omit<MomentOptions, 'weightDecay'> {
  /** Coupled decay l2 ≥ 0 of weights: l2 · w is part of the gradient; default 0. */
  l2?: number;
}

/**
 * Adam: w ← w − η m̂ ÷ (√v̂ + ε). Its decay is part of the gradient and so divided by √v̂ with it: weights
 * with large gradients hardly shrink. Where decay is meant to regularize, take {@link adamW}.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Kingma and Ba (2015), ICLR, algorithm 1.
 */
export function adam(options: AdamOptions = {}): Optimizer {
  checkKeys('adam', options, [...MOMENTS.filter((name) => name !== 'weightDecay'), 'l2']);
  const { l2 = 0, ...rest } = options;
  checkNonNegative('adam', 'l2', l2);
  return adamLike('adam', rest, l2);
}
