/**
 * Who wrote a passage of sixty words?
 * @type {import('./case.mjs').Case}
 */
export const gutenbergPath = {
  name: 'gutenberg-path',
  title: 'authors, sparse 11351 × 29658, multinomial, 6 classes',
  kind: 'path',
  data: 'gutenberg',
  family: 'multinomial',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-6,
};
