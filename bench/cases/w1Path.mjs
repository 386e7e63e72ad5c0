/**
 * Many rows: a Gram matrix serves the whole path.
 * @type {import('./case.mjs').Case}
 */
export const w1Path = {
  name: 'W1-path',
  title: 'tall 10000 × 200, lasso',
  kind: 'path',
  data: 'W1',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
};
