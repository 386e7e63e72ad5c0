import { checkKeys, fail } from '../check.ts';
import { exp, log } from '../memory/elementary.ts';
import type { Family } from './family.ts';

/**
 * Responses ≥ 0 with a share of exact zeros (rain, claims), log link, variance μ^power:
 * y e^{(1−p)η} / (p − 1) + e^{(2−p)η} / (2 − p).
 *
 * @param options.power variance power p, strictly between 1 (Poisson) and 2 (gamma), default 1.5.
 * @throws RangeError outside that range.
 * @see Jørgensen (1987), J. R. Stat. Soc. B 49(2), section 4.
 */
export function tweedie(options: { power?: number } = {}): Family {
  checkKeys('tweedie', options, ['power']);
  const { power = 1.5 } = options;
  if (!(power > 1 && power < 2)) fail('tweedie', 'power', 'lie strictly between 1 and 2', power);
  const up = 2 - power;
  const down = power - 1;
  const slope = (eta: number, y: number) => exp(up * eta) - (y > 0 ? y * exp(-down * eta) : 0);
  const loss = (eta: number, y: number) =>
    (y > 0 ? (y * exp(-down * eta)) / down : 0) + exp(up * eta) / up;
  return {
    name: 'tweedie',
    kernel: 'tweedie',
    params: [power],
    outputs: 1,
    allowsZeros: true,
    refuses: (y) => (y >= 0 ? undefined : 'be >= 0'),
    loss,
    saturated: (y) => (y > 0 ? loss(log(y), y) : 0),
    slope,
    inverse: (t, y) => (y === 0 ? log(t) / up : inverse(t, y, up, down)),
    low: (y) => (y > 0 ? -Infinity : 0),
    high: () => Infinity,
    mean: exp,
  };
}

/** The root of e^{up η} − y e^{−down η} = t, increasing in η, by Newton steps of at most 2. */
function inverse(t: number, y: number, up: number, down: number): number {
  let eta = log(y);
  if (t > 0) eta = Math.max(eta, log(t) / up);
  if (t < 0) eta = Math.min(eta, log(-y / t) / down);
  for (let k = 0; k < 100; k++) {
    const a = exp(up * eta);
    const b = y * exp(-down * eta);
    const step = (a - b - t) / (up * a + down * b);
    eta -= Math.max(Math.min(step, 2), -2);
    if (Math.abs(step) <= 1e-15 * Math.max(Math.abs(eta), 1)) break;
  }
  return eta;
}
