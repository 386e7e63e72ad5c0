/**
 * W2-path at the accuracy where first-order solvers slow down.
 * @type {import('./case.mjs').Case}
 */
export const w2PathTight = {
  name: 'W2-path-tight',
  title: 'wide 500 × 10000, lasso',
  kind: 'path',
  data: 'W2',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-6,
};
