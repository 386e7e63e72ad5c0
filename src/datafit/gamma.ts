import { exp, log } from '../memory/elementary.ts';
import type { Family } from './family.ts';

/**
 * Positive responses with log link and constant coefficient of variation: y e^−η + η.
 * @see McCullagh and Nelder (1989), Generalized Linear Models, chapter 8.
 */
export function gamma(): Family {
  return {
    name: 'gamma',
    kernel: 'gamma',
    params: [],
    outputs: 1,
    refuses: (y) => (y > 0 ? undefined : 'be > 0'),
    loss: (eta, y) => y * exp(-eta) + eta,
    saturated: (y) => 1 + log(y),
    slope: (eta, y) => 1 - y * exp(-eta),
    inverse: (t, y) => log(y / (1 - t)),
    low: () => -Infinity,
    high: () => 1,
    mean: exp,
  };
}
