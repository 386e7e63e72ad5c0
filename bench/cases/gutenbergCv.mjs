/**
 * Cross-validation of gutenberg-path.
 * @type {import('./case.mjs').Case}
 */
export const gutenbergCv = {
  name: 'gutenberg-cv',
  title: 'authors, sparse 11351 × 29658, multinomial, 6 classes, 10 folds',
  kind: 'cv',
  data: 'gutenberg',
  family: 'multinomial',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-6,
  folds: 10,
};
