/**
 * Neighbouring columns correlate by 0.9 and up to 2000 enter: ill-conditioned supports.
 * @type {import('./case.mjs').Case}
 */
export const w3Path = {
  name: 'W3-path',
  title: 'correlated 2000 × 2000, lasso',
  kind: 'path',
  data: 'W3',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-4,
};
