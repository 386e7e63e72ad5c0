import { dot } from './dot.ts';

export interface Squared {
  /** y − η, less its weighted mean where there is an intercept. */
  readonly r: Float64Array;
  /** ω ∘ r, the negative gradient of ½ Σ ω (y − η)². */
  readonly v: Float64Array;
  /** Σ ω r². */
  readonly squares: number;
}

/** Residual, negative gradient and twice the loss of the squared loss; ω sums to 1. */
export function squaredResidual(
  eta: ArrayLike<number>,
  y: Float64Array,
  weights: ArrayLike<number>,
  hasIntercept: boolean,
): Squared {
  const plain = y.map((value, i) => value - eta[i]!);
  const mean = hasIntercept ? dot(plain, weights) : 0;
  const r = plain.map((value) => value - mean);
  const v = r.map((value, i) => weights[i]! * value);
  return { r, v, squares: dot(v, r) };
}
