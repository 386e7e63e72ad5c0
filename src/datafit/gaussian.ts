import type { Family } from './family.ts';

/** Squared loss ½ (y − η)², identity link. */
export function gaussian(): Family {
  return {
    name: 'gaussian',
    kernel: 'gaussian',
    params: [],
    outputs: 1,
    loss: (eta, y) => 0.5 * (y - eta) * (y - eta),
    saturated: () => 0,
    slope: (eta, y) => eta - y,
    inverse: (t, y) => y + t,
    low: () => -Infinity,
    high: () => Infinity,
    mean: (eta) => eta,
  };
}
