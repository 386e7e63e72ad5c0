/**
 * W5d-path at a hundredth of its gap.
 * @type {import('./case.mjs').Case}
 */
export const w5dPathTight = {
  name: 'W5d-path-tight',
  title: 'logistic 5000 × 500',
  kind: 'path',
  data: 'W5d',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
};
