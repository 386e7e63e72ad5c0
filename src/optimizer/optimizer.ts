/** The contract of optimizers: how weights move, given their gradients. */
import type { Call } from '../memory/networkKernels.ts';
import type { RecordType } from '../memory/record.ts';

/** Weights that lie side by side and are treated alike; addresses of whole vectors. */
export interface WeightGroup {
  readonly count: number;
  readonly weights: number;
  readonly gradients: number;
  /** What the optimizer keeps of each weight, one address per slot. */
  readonly slots: readonly number[];
  /** Decoupled decay per step is rate · decay; l2 is added to the gradient. */
  readonly decay: number;
  readonly l2: number;
}

/** An optimizer: a value that says how to step. */
export interface Optimizer {
  readonly type: string;
  /** Learning rate η. */
  readonly lr: number;
  /** Decoupled weight decay: w ← (1 − η · weightDecay) w in every step. */
  readonly weightDecay: number;
  /** Coupled decay: l2 · w is part of the gradient. */
  readonly l2: number;
  /** @internal Numbers kept per weight. */
  readonly slots: number;
  /** @internal What is kept of all weights together, and how it begins. */
  readonly record: {
    readonly type: RecordType<never>;
    readonly values: Readonly<Record<string, number>>;
  };
  /** @internal The kernel that counts a step: (record, rate). */
  readonly begin: 'adam_begin' | 'sgd_begin';
  /** @internal The call that moves a group. */
  readonly step: (record: number, group: WeightGroup) => Call;
}
