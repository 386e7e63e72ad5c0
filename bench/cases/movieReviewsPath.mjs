/**
 * Words and pairs of words of long texts, seventy columns to a row.
 * @type {import('./case.mjs').Case}
 */
export const movieReviewsPath = {
  name: 'movie-reviews-path',
  title: 'movie reviews, sparse 2000 × 139447, logistic',
  kind: 'path',
  data: 'movie_reviews',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-6,
};
