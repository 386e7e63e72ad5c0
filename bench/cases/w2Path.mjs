/**
 * More columns than rows, few of them in the model: screening and working sets.
 * @type {import('./case.mjs').Case}
 */
export const w2Path = {
  name: 'W2-path',
  title: 'wide 500 × 10000, lasso',
  kind: 'path',
  data: 'W2',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-4,
};
