/** A family as a value: what its kernel is called, and its scalars in plain TypeScript. */
import type { Scope } from '../memory/scope.ts';

/** Names of the families. */
export type FamilyName =
  | 'gaussian'
  | 'binomial'
  | 'cox'
  | 'poisson'
  | 'gamma'
  | 'tweedie'
  | 'negativeBinomial'
  | 'huber'
  | 'quantile'
  | 'squaredHinge'
  | 'multigaussian'
  | 'multinomial';

/** One loss ℓ(η; y) per row of K predictors η and K responses y, convex in η. */
export interface JointLoss {
  /** Whether ∂²ℓ/∂η_k ∂η_l is −p_k p_l, as of a softmax, or 0. */
  readonly coupled: boolean;
  /** What is wrong with a row of responses, in words that follow "must". */
  refuses(y: ArrayLike<number>): string | undefined;
  /** ℓ(η; y) */
  loss(eta: ArrayLike<number>, y: ArrayLike<number>): number;
  /** inf over η of ℓ(η; y) */
  saturated(y: ArrayLike<number>): number;
  /** ∂ℓ/∂η_k */
  slope(eta: ArrayLike<number>, y: ArrayLike<number>): Float64Array;
  /** The largest s ≤ 1 with ℓ*(s t; y) < ∞. */
  reach(t: ArrayLike<number>, y: ArrayLike<number>): number;
  /** ℓ(η; y) + ℓ*(t; y) − Σ_k t_k η_k ≥ 0 */
  distance(eta: ArrayLike<number>, y: ArrayLike<number>, t: ArrayLike<number>): number;
  /** The predictions on the response scale. */
  mean(eta: ArrayLike<number>): Float64Array;
}

/**
 * One loss ℓ(η; y) per row, convex in η. The kernels have the same formulas; these serve
 * predictions, measures and the certificate that anyone can recompute.
 */
export interface Family {
  readonly name: FamilyName;
  readonly kernel: FamilyName;
  /** f64 parameters in the kernel's order. */
  readonly params: readonly number[];
  /** Parameters of the loss itself, where `params` smooth it for the solver. */
  readonly exact?: readonly number[];
  /** Linear predictors per row. */
  readonly outputs: number;
  /**
   * Whether only differences of η count, because rows are compared with each other (cox): there is
   * no intercept, centring columns is free, and the kernel has the call `curve`. The members below
   * that belong to one row do not apply then.
   */
  readonly isRelative?: boolean;
  /** The loss of a row with several predictors; the members of one number do not apply then. */
  readonly joint?: JointLoss;
  /** Whether y may be 0 though every mean is > 0: zeros alone then have no finite optimum. */
  readonly allowsZeros?: boolean;
  /** Whether one number added to all outputs changes nothing: the penalty then chooses it. */
  readonly symmetric?: boolean;
  /**
   * Parameters that depend on the rows (an order, ties), reserved in `scope`, in the kernel's
   * order; instead of `params`.
   */
  bind?(scope: Scope, response: { target: Float64Array; weights: Float64Array }): readonly number[];
  /** Σ ω inf ℓ, where it is no sum over rows of `saturated`. */
  saturatedLoss?(response: { target: Float64Array; weights: Float64Array }): number;
  /** What is wrong with a response, in words that follow "must"; undefined where nothing is. */
  readonly refuses?: (y: number) => string | undefined;
  /** ℓ(η; y) */
  loss(eta: number, y: number): number;
  /** inf over η of ℓ(η; y) */
  saturated(y: number): number;
  /** ℓ′(η; y) */
  slope(eta: number, y: number): number;
  /** An η with ℓ′(η; y) = t for low(y) ≤ t ≤ high(y). */
  inverse(t: number, y: number): number;
  low(y: number): number;
  high(y: number): number;
  /** The prediction on the response scale: the inverse link. */
  mean(eta: number): number;
}
