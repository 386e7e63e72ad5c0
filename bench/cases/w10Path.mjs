/**
 * A thousand groups of five neighbours each.
 * @type {import('./case.mjs').Case}
 */
export const w10Path = {
  name: 'W10-path',
  title: 'group lasso 1000 × 5000, groups of 5',
  kind: 'path',
  data: 'W10',
  groupSize: 5,
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-4,
};
