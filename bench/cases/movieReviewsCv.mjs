/**
 * Cross-validation of movie-reviews-path.
 * @type {import('./case.mjs').Case}
 */
export const movieReviewsCv = {
  name: 'movie-reviews-cv',
  title: 'movie reviews, sparse 2000 × 139447, logistic, 10 folds',
  kind: 'cv',
  data: 'movie_reviews',
  family: 'binomial',
  l1Ratio: 1,
  grid: { count: 50, smallest: 1e-2 },
  gap: 1e-6,
  folds: 10,
};
