import { LinearEstimator } from './estimator.ts';
import type { LinearSpec } from './types.ts';

/**
 * Elastic net: minimise
 * 1/(2n) Σ w_i (y_i − b − x_iᵀβ)² + λ Σ_j f_j [ r |β_j s_j| + (1 − r)/2 (β_j s_j)² ] over β and b.
 *
 * Sparse like the lasso, and keeps groups of correlated features together.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ; scikit-learn's `alpha`. glmnet's `lambda` differs: see the README | 1 | ≥ 0 |
 * | l1Ratio | share r of L1; scikit-learn's `l1_ratio`, glmnet's `alpha` | 0.5 | [0, 1] |
 * | standardize, intercept, penaltyFactor, lower, upper, tol | as in {@link Lasso} | | |
 *
 * @example
 * ```ts
 * const model = await new ElasticNet({ lambda: 0.1, l1Ratio: 0.8 }).fit(X, y);
 * ```
 * @see Zou and Hastie (2005), J. R. Stat. Soc. B 67(2), 301–320.
 */
export class ElasticNet extends LinearEstimator {
  readonly kind = 'ElasticNet';

  /** @throws RangeError for options outside their range, TypeError for unknown ones. */
  constructor(spec: LinearSpec = {}) {
    super(spec, { where: 'ElasticNet', l1Ratio: 0.5 });
  }

  override with(patch: LinearSpec): ElasticNet {
    return new ElasticNet({ ...this.spec, ...patch });
  }
}
