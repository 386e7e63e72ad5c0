import type { VectorLike } from '../memory/types.ts';
import type { AdaptiveRule } from './adaptive.ts';
import type { QuadraticPart, WholePenalty } from './whole.ts';

/** Columns that are penalized together. */
export interface Groups {
  /**
   * A group id per column (0, 1, …; −1 for none), or the columns of each group. In networks also
   * 'inputs': the weights that leave each input of a layer, or 'outputs': those that enter each unit.
   */
  readonly members: VectorLike | readonly (readonly number[])[] | 'inputs' | 'outputs';
  /** Weight of each group's norm: √size, 1, or one number per group. */
  readonly weights: 'sqrt' | 'none' | VectorLike;
}

/** A penalty as a value: what it is called in the kernels, and its amounts. */
export interface Penalty {
  /** The kernel that knows it. */
  readonly kernel: 'elasticNet' | 'mcp' | 'scad' | 'group';
  readonly kind: string;
  /** f64 parameters in the kernel's order. */
  readonly params: readonly number[];
  /** Share r of the part that makes coefficients 0, where there is λ(1 − r)/2 w² besides it. */
  readonly l1Ratio: number;
  /** Shape of a concave penalty. */
  readonly gamma?: number;
  /** Which columns are one group, where the penalty has groups. */
  readonly groups?: Groups;
  /** Whether its groups are the coefficients of one column over all outputs. */
  readonly acrossOutputs?: boolean;
  /** @internal ½ ‖Γw‖² times a strength, beside the sum over coefficients. */
  readonly quadratic?: QuadraticPart;
  /** @internal A function of all coefficients together, in place of the sum over them. */
  readonly whole?: WholePenalty;
  /** Penalty factors to be learned from a first fit. */
  readonly adaptive?: AdaptiveRule;
  /** Strength, where the penalty is a strength times a shape. */
  readonly lambda: number;
  /** Whether it is convex: then a duality gap proves a fit, else its stationarity. */
  readonly convex: boolean;
  /** The penalty of one coefficient, by itself where there are groups. */
  value(w: number): number;
  /** Its derivative at w > 0, at 0 the limit from above, where it is not convex. */
  slope?(w: number): number;
  /** The most that it bends down, max −value″, where it is not convex. */
  readonly bend?: number;
  /** The same shape with another strength. */
  scaled(lambda: number): Penalty;
  /** The sum of both. */
  plus(other: Penalty): Penalty;
}
