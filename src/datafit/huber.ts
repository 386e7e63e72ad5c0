import { checkKeys, fail } from '../check.ts';
import type { Family } from './family.ts';

/**
 * Robust regression: ½ r² for |r| ≤ δ, δ|r| − ½ δ² beyond, r = y − η. δ is in the units of y.
 *
 * @param options.delta δ > 0, default 1.35 (95 % efficiency where the errors have unit variance).
 * @throws RangeError if delta is not a finite positive number.
 * @see Huber (1964), Ann. Math. Stat. 35(1), 73–101.
 */
export function huber(options: { delta?: number } = {}): Family {
  checkKeys('huber', options, ['delta']);
  const { delta = 1.35 } = options;
  if (!(delta > 0 && delta < Infinity)) fail('huber', 'delta', 'be a finite number > 0', delta);
  return {
    name: 'huber',
    kernel: 'huber',
    params: [delta],
    outputs: 1,
    loss: (eta, y) => {
      const r = Math.abs(y - eta);
      return r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta);
    },
    saturated: () => 0,
    slope: (eta, y) => Math.max(Math.min(eta - y, delta), -delta),
    inverse: (t, y) => y + t,
    low: () => -delta,
    high: () => delta,
    mean: (eta) => eta,
  };
}
