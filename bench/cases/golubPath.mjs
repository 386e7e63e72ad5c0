/**
 * Gene expression of two kinds of leukemia, raw intensities.
 * @type {import('./case.mjs').Case}
 */
export const golubPath = {
  name: 'golub-path',
  title: 'leukemia 72 × 7129, logistic',
  kind: 'path',
  data: 'golub',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-6,
};
