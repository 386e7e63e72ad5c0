/**
 * Cross-validation of golub-path.
 * @type {import('./case.mjs').Case}
 */
export const golubCv = {
  name: 'golub-cv',
  title: 'leukemia 72 × 7129, logistic, 10 folds',
  kind: 'cv',
  data: 'golub',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-6,
  folds: 10,
};
