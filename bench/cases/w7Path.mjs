/**
 * Ten classes whose coefficients compete.
 * @type {import('./case.mjs').Case}
 */
export const w7Path = {
  name: 'W7-path',
  title: 'multinomial 2000 × 500, 10 classes',
  kind: 'path',
  data: 'W7',
  family: 'multinomial',
  l1Ratio: 1,
  grid: { count: 100, smallest: 1e-2 },
  gap: 1e-3,
};
