/** The contract of losses: what a batch of predictions costs, and the gradient by them. */
import type { Planner, Tensor } from '../layer/layer.ts';
import type { Call } from '../memory/networkKernels.ts';

/** Where a plan finds what its batch should have been. */
export interface Targets {
  /** Classes as i32, one per sample; 0 where there are none. */
  readonly labels: number;
  /** Numbers, samples × outputs; 0 where there are none. */
  readonly numbers: number;
  /** Weights of the samples, which sum to 1 in each batch; 0 where all are alike. */
  readonly weights: number;
}

/** A loss: a value that says what it is and plans its call. */
export interface Loss {
  /** The name of the function that makes it. */
  readonly type: string;
  /** What that function was given, so that checkpoints and files tell one from another. */
  readonly args: readonly unknown[];
  /** Whether targets are classes or numbers. */
  readonly target: 'classes' | 'numbers';
  /** Whether classes may be given as shares, samples × classes, too. */
  readonly takesShares?: boolean;
  /** The least and the largest target that is a number; default any. */
  readonly range?: readonly [least: number, most: number];
  /** Which of its means in the log of an epoch may be below 0; default none. */
  readonly signed?: readonly ('trainLoss' | 'cleanTrainLoss' | 'valLoss')[];
  /** @internal The call that returns the mean loss of a batch and leaves the gradient by z. */
  readonly plan: (planner: Planner, z: Tensor, targets: Targets) => Call;
}
