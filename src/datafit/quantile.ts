import { checkKeys, fail } from '../check.ts';
import type { Family } from './family.ts';

/**
 * Pinball loss r (τ − 1{r < 0}), r = y − η: the model predicts the τ-quantile of y.
 *
 * @param options.tau τ strictly between 0 and 1, default 0.5 (the median).
 * @throws RangeError outside that range.
 * @see Koenker and Bassett (1978), Econometrica 46(1), 33–50.
 */
export function quantile(options: { tau?: number } = {}): Family {
  checkKeys('quantile', options, ['tau']);
  const { tau = 0.5 } = options;
  if (!(tau > 0 && tau < 1)) fail('quantile', 'tau', 'lie strictly between 0 and 1', tau);
  return {
    name: 'quantile',
    kernel: 'quantile',
    params: [tau, 1],
    exact: [tau, 0],
    outputs: 1,
    loss: (eta, y) => (y >= eta ? tau * (y - eta) : (1 - tau) * (eta - y)),
    saturated: () => 0,
    slope: (eta, y) => (y > eta ? -tau : y < eta ? 1 - tau : 0),
    inverse: (_, y) => y,
    low: () => -tau,
    high: () => 1 - tau,
    mean: (eta) => eta,
  };
}
