import type { Design } from './columns.ts';

/**
 * One fit, in the words of its definition: over b0 and β, minimise
 *
 *   ½ Σ_i ω_i (y_i − o_i − b0 − Σ_j x_ij β_j)² + λ Σ_j f_j [r |s_j β_j| + (1 − r)/2 (s_j β_j)²]
 *
 * with ω = w / Σw, lower_j ≤ β_j ≤ upper_j, and s_j the weighted population standard deviation of
 * column j, or 1. Columns that are constant over the rows of positive weight get β_j = 0.
 */
export interface Problem {
  /** n × p. */
  X: Design;
  /** n values. */
  y: ArrayLike<number>;
  /** w: n values ≥ 0, default equal. */
  weights?: ArrayLike<number>;
  /** o: n values, default 0. */
  offset?: ArrayLike<number>;
  /** f: p values ≥ 0, default 1; 0 is unpenalized, Infinity forces β_j = 0. */
  penaltyFactor?: ArrayLike<number>;
  /** p values ≤ 0 or one for all, default −Infinity. */
  lower?: number | ArrayLike<number>;
  /** p values ≥ 0 or one for all, default Infinity. */
  upper?: number | ArrayLike<number>;
  /** Whether s_j is the standard deviation, default true. */
  standardize?: boolean;
  /** Whether b0 is fitted, default true; otherwise it is 0. */
  intercept?: boolean;
  /** λ ≥ 0. */
  lambda: number;
  /** r in [0, 1]. */
  l1Ratio: number;
}

export interface Solution {
  /** β on the scale of X, p values. */
  coef: ArrayLike<number>;
  /** b0. */
  intercept: number;
}
