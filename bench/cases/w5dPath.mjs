/**
 * More rows than columns: the weights of the rows change with every step.
 * @type {import('./case.mjs').Case}
 */
export const w5dPath = {
  name: 'W5d-path',
  title: 'logistic 5000 × 500',
  kind: 'path',
  data: 'W5d',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-4,
};
