/**
 * Cross-validation with 64 training rows and 4088 columns.
 * @type {import('./case.mjs').Case}
 */
export const riboflavinCv = {
  name: 'riboflavin-cv',
  title: 'riboflavin 71 × 4088, lasso, 10 folds',
  kind: 'cv',
  data: 'riboflavin',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-6,
  folds: 10,
};
