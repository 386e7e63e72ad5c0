import { ElasticNet, GLM, groupLasso, Lasso, LogisticRegression, Ridge } from '../../dist/index.js';

/**
 * Our estimator of a problem.
 * @param {import('../judge.mjs').Problem} problem
 * @param {number} tol
 * @returns {any}
 */
export function estimatorOf({ X, l1Ratio, family, groupSize }, tol) {
  const shared = { standardize: false, tol };
  if (groupSize !== undefined) {
    const groups = Int32Array.from({ length: X.columns }, (_, j) => Math.floor(j / groupSize));
    return new GLM({ ...shared, penalty: groupLasso({ groups }) });
  }
  if (family === 'binomial' || family === 'multinomial') {
    return new LogisticRegression({ ...shared, l1Ratio });
  }
  if (family === 'poisson') return new GLM({ ...shared, family, l1Ratio });
  if (l1Ratio === 1) return new Lasso(shared);
  if (l1Ratio === 0) return new Ridge(shared);
  return new ElasticNet({ ...shared, l1Ratio });
}
