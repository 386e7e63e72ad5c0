/**
 * Gene expression: 71 rows, 4088 correlated columns.
 * @type {import('./case.mjs').Case}
 */
export const riboflavinPath = {
  name: 'riboflavin-path',
  title: 'riboflavin 71 × 4088, lasso',
  kind: 'path',
  data: 'riboflavin',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-6,
};
