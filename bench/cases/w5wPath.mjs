/**
 * Few rows and thousands of columns: looking at columns is all the work.
 * @type {import('./case.mjs').Case}
 */
export const w5wPath = {
  name: 'W5w-path',
  title: 'logistic 72 × 7129',
  kind: 'path',
  data: 'W5w',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-4,
};
