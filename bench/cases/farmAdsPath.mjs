/**
 * Words of advertisements: which were accepted?
 * @type {import('./case.mjs').Case}
 */
export const farmAdsPath = {
  name: 'farm-ads-path',
  title: 'farm ads, sparse 4143 × 54877, logistic',
  kind: 'path',
  data: 'farm_ads',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-6,
};
