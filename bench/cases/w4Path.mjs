/**
 * Text-like: 64 entries per row, an intercept that must not make X dense.
 * @type {import('./case.mjs').Case}
 */
export const w4Path = {
  name: 'W4-path',
  title: 'sparse 20000 × 50000, lasso',
  kind: 'path',
  data: 'W4',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-4,
};
