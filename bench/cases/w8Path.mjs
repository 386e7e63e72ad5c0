/**
 * Counts: curvature without a bound.
 * @type {import('./case.mjs').Case}
 */
export const w8Path = {
  name: 'W8-path',
  title: 'Poisson 5000 × 300',
  kind: 'path',
  data: 'W8',
  family: 'poisson',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-4,
};
