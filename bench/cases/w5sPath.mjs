/**
 * The text of W4 with two classes.
 * @type {import('./case.mjs').Case}
 */
export const w5sPath = {
  name: 'W5s-path',
  title: 'logistic, sparse 20000 × 50000',
  kind: 'path',
  data: 'W5s',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-4,
};
