/**
 * A problem small enough for the JavaScript packages that train a lasso by gradient steps.
 * @type {import('./case.mjs').Case}
 */
export const javascriptPath = {
  name: 'javascript-path',
  title: 'diabetes 442 × 10, lasso, few λ',
  kind: 'path',
  data: 'diabetes',
  l1Ratio: 1,
  grid: { count: 5, smallest: 1e-2 },
  gap: 1e-6,
  small: true,
};
