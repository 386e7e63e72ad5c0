/** The contract of constraints: where the weights of a parameter may be. */
import type { Call } from '../memory/networkKernels.ts';

/** A parameter in WASM memory: the last axis of its shape is the units or channels, the rest are rows. */
export interface WeightMatrix {
  /** What errors begin with: whose constraint it is. */
  readonly where: string;
  readonly rows: number;
  readonly cols: number;
  readonly at: number;
  /** The workspace of matrix products. */
  readonly work: number;
  /** The address of numbers that the calls alone need. */
  readonly scratch: (length: number) => number;
  /** The address of these numbers, and of zeros up to a whole vector. */
  readonly numbers: (values: ArrayLike<number>) => number;
}

/** A constraint: a value that says how weights are projected after each step. */
export interface Constraint {
  /** The name of the function that makes it. */
  readonly type: string;
  /** What that function was given. */
  readonly args: readonly unknown[];
  /** @internal The call that takes the weights to the nearest ones that are allowed. */
  readonly project: (weights: WeightMatrix) => Call;
}
