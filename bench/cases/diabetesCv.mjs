/**
 * The everyday call: cross-validation of a small table.
 * @type {import('./case.mjs').Case}
 */
export const diabetesCv = {
  name: 'diabetes-cv',
  title: 'diabetes 442 × 10, lasso, 10 folds',
  kind: 'cv',
  data: 'diabetes',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
  folds: 10,
};
