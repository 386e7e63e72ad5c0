import { fail } from '../check.ts';
import { LinearEstimator } from './estimator.ts';
import type { LinearSpec } from './types.ts';

/**
 * Lasso: minimise 1/(2n) Σ w_i (y_i − b − x_iᵀβ)² + λ Σ_j f_j |β_j s_j| over β and b,
 * s_j the standard deviation of column j (1 with `standardize: false`).
 *
 * Few useful features among many: genomics, text. Where they are correlated prefer
 * {@link ElasticNet}.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ; scikit-learn's `alpha`, glmnet's `lambda` | 1 | ≥ 0 |
 * | standardize | penalize columns as if they had unit variance | true | |
 * | intercept | fit b, without penalty | true | |
 * | penaltyFactor | f_j | 1 | ≥ 0, Infinity excludes |
 * | lower, upper | limits of β_j | ∓∞ | lower ≤ 0 ≤ upper |
 * | tol | stop at duality gap ≤ tol · null loss | 1e-6 | (0, 1) |
 *
 * @example
 * ```ts
 * const model = await new Lasso({ lambda: 0.1 }).fit(X, y);
 * model.nonzero;      // indices of the features that stayed
 * model.certificate;  // { kind: 'duality-gap', relative: 3e-11, ok: true, … }
 * ```
 * @see Tibshirani (1996), J. R. Stat. Soc. B 58(1), 267–288.
 */
export class Lasso extends LinearEstimator {
  readonly kind = 'Lasso';

  /** @throws RangeError for options outside their range, TypeError for unknown ones. */
  constructor(spec: LinearSpec = {}) {
    super(spec, { where: 'Lasso', l1Ratio: 1 });
    if (this.penalty.l1Ratio !== 1)
      fail('Lasso', 'l1Ratio', 'be 1', this.penalty.l1Ratio, 'use ElasticNet');
  }

  override with(patch: LinearSpec): Lasso {
    return new Lasso({ ...this.spec, ...patch });
  }
}
