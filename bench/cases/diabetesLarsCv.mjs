/**
 * Cross-validation of a small collinear table.
 * @type {import('./case.mjs').Case}
 */
export const diabetesLarsCv = {
  name: 'diabetes-lars-cv',
  title: 'diabetes 442 × 64, lasso, 10 folds',
  kind: 'cv',
  data: 'diabetes_lars_x2',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
  folds: 10,
};
