import { exp, log } from '../memory/elementary.ts';
import type { Family } from './family.ts';

/**
 * Counts with log link: e^η − yη, half the deviance up to its saturated part.
 * @see McCullagh and Nelder (1989), Generalized Linear Models, chapter 6.
 */
export function poisson(): Family {
  return {
    name: 'poisson',
    kernel: 'poisson',
    params: [],
    outputs: 1,
    allowsZeros: true,
    refuses: (y) => (y >= 0 ? undefined : 'be >= 0'),
    loss: (eta, y) => exp(eta) - (y > 0 ? y * eta : 0),
    saturated: (y) => (y > 0 ? y - y * log(y) : 0),
    slope: (eta, y) => exp(eta) - y,
    inverse: (t, y) => log(t + y),
    low: (y) => -y,
    high: () => Infinity,
    mean: exp,
  };
}
