/**
 * Squares and interactions of the diabetes table: collinear and small.
 * @type {import('./case.mjs').Case}
 */
export const diabetesLarsPath = {
  name: 'diabetes-lars-path',
  title: 'diabetes 442 × 64, lasso',
  kind: 'path',
  data: 'diabetes_lars_x2',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-3 },
  gap: 1e-6,
};
