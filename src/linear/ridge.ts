import { fail } from '../check.ts';
import { LinearEstimator } from './estimator.ts';
import type { LinearSpec } from './types.ts';

/**
 * Ridge: minimise 1/(2n) Σ w_i (y_i − b − x_iᵀβ)² + λ/2 Σ_j f_j (β_j s_j)² over β and b.
 *
 * Many features that each matter a little. Solved exactly: β = (X̃ᵀWX̃/n + λ)⁻¹ X̃ᵀWy/n by one
 * tridiagonal reduction that serves every λ, in the dual where p > n.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ; scikit-learn's `Ridge(alpha)` is n λ | 1 | ≥ 0 |
 * | standardize, intercept, penaltyFactor, lower, upper, tol | as in {@link Lasso} | | |
 *
 * @example
 * ```ts
 * const model = await new Ridge({ lambda: 0.5 }).fit(X, y);
 * model.df;   // effective degrees of freedom, tr H
 * ```
 * @see Hoerl and Kennard (1970), Technometrics 12(1), 55–67.
 */
export class Ridge extends LinearEstimator {
  readonly kind = 'Ridge';

  /** @throws RangeError for options outside their range, TypeError for unknown ones. */
  constructor(spec: LinearSpec = {}) {
    super(spec, { where: 'Ridge', l1Ratio: 0 });
    if (this.penalty.l1Ratio !== 0)
      fail('Ridge', 'l1Ratio', 'be 0', this.penalty.l1Ratio, 'use ElasticNet');
  }

  override with(patch: LinearSpec): Ridge {
    return new Ridge({ ...this.spec, ...patch });
  }
}
