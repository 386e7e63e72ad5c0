/**
 * W4-path at a hundredth of its gap.
 * @type {import('./case.mjs').Case}
 */
export const w4PathTight = {
  name: 'W4-path-tight',
  title: 'sparse 20000 × 50000, lasso',
  kind: 'path',
  data: 'W4',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-6,
};
