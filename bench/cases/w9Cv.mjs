/**
 * Ridge on ten folds.
 * @type {import('./case.mjs').Case}
 */
export const w9Cv = {
  name: 'W9-cv',
  title: '2000 × 1000, ridge, 10 folds',
  kind: 'cv',
  data: 'W9',
  l1Ratio: 0,
  grid: { count: 100, smallest: 1e-4 },
  gap: 1e-6,
  folds: 10,
};
