/**
 * Cross-validation of farm-ads-path.
 * @type {import('./case.mjs').Case}
 */
export const farmAdsCv = {
  name: 'farm-ads-cv',
  title: 'farm ads, sparse 4143 × 54877, logistic, 10 folds',
  kind: 'cv',
  data: 'farm_ads',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-6,
  folds: 10,
};
