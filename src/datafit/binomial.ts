import { exp, log, log1p } from '../memory/elementary.ts';
import type { Family } from './family.ts';

/**
 * Logistic loss log(1 + e^η) − yη, y the share of successes in [0, 1]; half the deviance where y
 * is 0 or 1.
 * @see McCullagh and Nelder (1989), Generalized Linear Models, chapter 4.
 */
export function binomial(): Family {
  return {
    name: 'binomial',
    kernel: 'binomial',
    params: [],
    outputs: 1,
    refuses: (y) => (y >= 0 && y <= 1 ? undefined : 'lie in [0, 1]'),
    loss: (eta, y) => Math.max(eta, 0) + log1p(exp(-Math.abs(eta))) - y * eta,
    saturated: (y) => (y > 0 && y < 1 ? -(y * log(y) + (1 - y) * log(1 - y)) : 0),
    slope: (eta, y) => {
      const e = exp(-Math.abs(eta));
      return eta < 0 ? e / (1 + e) - y : 1 - y - e / (1 + e);
    },
    inverse: (t, y) => log((t + y) / (1 - y - t)),
    low: (y) => -y,
    high: (y) => 1 - y,
    mean: sigmoid,
  };
}

/** 1 / (1 + e^−η) */
export function sigmoid(eta: number): number {
  const e = exp(-Math.abs(eta));
  return eta < 0 ? e / (1 + e) : 1 / (1 + e);
}
