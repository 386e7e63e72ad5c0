/**
 * W3-path at the accuracy where first-order solvers slow down.
 * @type {import('./case.mjs').Case}
 */
export const w3PathTight = {
  name: 'W3-path-tight',
  title: 'correlated 2000 × 2000, lasso',
  kind: 'path',
  data: 'W3',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
};
