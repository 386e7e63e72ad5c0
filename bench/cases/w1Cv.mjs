/**
 * The Gram matrices of the folds add up to the whole one.
 * @type {import('./case.mjs').Case}
 */
export const w1Cv = {
  name: 'W1-cv',
  title: 'tall 10000 × 200, lasso, 10 folds',
  kind: 'cv',
  data: 'W1',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
  folds: 10,
};
