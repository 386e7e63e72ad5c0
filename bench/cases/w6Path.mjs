/**
 * 400 MB of X: the cost is one pass over memory.
 * @type {import('./case.mjs').Case}
 */
export const w6Path = {
  name: 'W6-path',
  title: 'very tall 1000000 × 50, lasso',
  kind: 'path',
  data: 'W6',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
};
