/**
 * Cross-validation where no Gram matrix fits: every fold screens anew.
 * @type {import('./case.mjs').Case}
 */
export const w2Cv = {
  name: 'W2-cv',
  title: 'wide 500 × 10000, lasso, 10 folds',
  kind: 'cv',
  data: 'W2',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-4,
  folds: 10,
};
