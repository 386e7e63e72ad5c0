/**
 * W3 with half of the penalty quadratic: larger supports, better conditioned.
 * @type {import('./case.mjs').Case}
 */
export const w3Enet = {
  name: 'W3-enet',
  title: 'correlated 2000 × 2000, elastic net',
  kind: 'path',
  data: 'W3',
  l1Ratio: 0.5,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
};
