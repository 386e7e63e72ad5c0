/**
 * The path of W9-path with its exact leave-one-out errors.
 * @type {import('./case.mjs').Case}
 */
export const w9Loo = {
  name: 'W9-loo',
  title: '2000 × 1000, ridge, leave-one-out',
  kind: 'loo',
  data: 'W9',
  l1Ratio: 0,
  grid: { count: 100, smallest: 1e-4 },
  gap: 1e-6,
};
