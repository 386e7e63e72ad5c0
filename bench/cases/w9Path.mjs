/**
 * One factorization against one iteration per λ.
 * @type {import('./case.mjs').Case}
 */
export const w9Path = {
  name: 'W9-path',
  title: '2000 × 1000, ridge',
  kind: 'path',
  data: 'W9',
  l1Ratio: 0,
  grid: { count: 100, smallest: 1e-4 },
  gap: 1e-6,
};
