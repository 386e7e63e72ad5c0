/**
 * Small enough that the fixed cost of a call decides.
 * @type {import('./case.mjs').Case}
 */
export const diabetesPath = {
  name: 'diabetes-path',
  title: 'diabetes 442 × 10, lasso',
  kind: 'path',
  data: 'diabetes',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
};
