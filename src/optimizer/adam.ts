import { checkKeys, checkNonNegative } from '../check.ts';
import { type AdamWOptions, adamLike } from './adamW.ts';
import type { Optimizer } from './optimizer.ts';

/** Options of Adam. */
export interface AdamOptions extends Omit<AdamWOptions, 'weightDecay'> {
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
  checkKeys('adam', options, ['lr', 'betas', 'epsilon', 'l2']);
  const { l2 = 0, ...rest } = options;
  checkNonNegative('adam', 'l2', l2);
  return adamLike('adam', rest, { weightDecay: 0, l2 });
}
