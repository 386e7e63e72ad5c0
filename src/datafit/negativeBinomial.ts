import { checkKeys, fail } from '../check.ts';
import { exp, log, log1p } from '../memory/elementary.ts';
import type { Family } from './family.ts';

/**
 * Overdispersed counts with log link, variance μ + μ²/θ for a given θ:
 * (y + θ) log(θ + e^η) − yη.
 *
 * @param options.theta θ > 0, default 1; θ → ∞ is the Poisson family.
 * @throws RangeError if theta is not a finite positive number.
 * @see Venables and Ripley (2002), Modern Applied Statistics with S, section 7.4.
 */
export function negativeBinomial(options: { theta?: number } = {}): Family {
  checkKeys('negativeBinomial', options, ['theta']);
  const { theta = 1 } = options;
  if (!(theta > 0 && theta < Infinity))
    fail('negativeBinomial', 'theta', 'be a finite number > 0', theta);
  const loss = (eta: number, y: number) => {
    const base = log(theta);
    const mixed = Math.max(eta, base) + log1p(exp(-Math.abs(eta - base)));
    return (y + theta) * mixed - (y > 0 ? y * eta : 0);
  };
  return {
    name: 'negativeBinomial',
    kernel: 'negativeBinomial',
    params: [theta],
    outputs: 1,
    allowsZeros: true,
    refuses: (y) => (y >= 0 ? undefined : 'be >= 0'),
    loss,
    saturated: (y) => (y > 0 ? loss(log(y), y) : theta * log(theta)),
    slope: (eta, y) => {
      const small = exp(-Math.abs(eta));
      if (eta > 0) return (theta * (1 - y * small)) / (1 + theta * small);
      return (theta * (small - y)) / (theta + small);
    },
    inverse: (t, y) => log((theta * (y + t)) / (theta - t)),
    low: (y) => -y,
    high: () => theta,
    mean: exp,
  };
}
