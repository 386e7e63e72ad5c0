/** The contract of optimizers: how weights move, given their gradients. */
import type { Call } from '../memory/networkKernels.ts';
import type { RecordType } from '../memory/record.ts';
import type { Schedule } from './schedule/schedule.ts';

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

type Kernel<Ending extends string> = Extract<Call[0], `${string}_${Ending}`>;

/** An optimizer: a value that says how to step. */
export interface Optimizer {
  readonly type: string;
  /** Learning rate η, as it was given. */
  readonly lr: number | Schedule;
  /** @internal η of each step. */
  readonly schedule: Schedule;
  /** Decoupled weight decay: w ← (1 − η · weightDecay) w in every step. */
  readonly weightDecay: number;
  /** Coupled decay: l2 · w is part of the gradient. */
  readonly l2: number;
  /** The rate of a layer is η · layerDecay^k, k the layers with weights behind it. */
  readonly layerDecay: number;
  /** @internal Numbers kept per weight. */
  readonly slots: number;
  /** @internal What is kept of all weights together, and how it begins. */
  readonly record: {
    readonly type: RecordType<never>;
    readonly values: Readonly<Record<string, number>>;
  };
  /** @internal The kernel that counts a step: (record, rate). */
  readonly begin: Kernel<'begin'>;
  /** @internal The call that moves a group. */
  readonly step: (record: number, group: WeightGroup) => Call;
  /** @internal Whether a group must be one parameter. */
  readonly isByParameter?: boolean;
  /**
   * @internal The call, after that, which writes how far each weight of the group goes for a gradient of
   * 1 that stays: the steps of proximal operators. Undefined where the size of a gradient is not heard.
   */
  readonly lengths?: (record: number, group: WeightGroup, to: number) => Call;
  /** @internal Whether these are the same for all weights. */
  readonly hasOneLength?: boolean;
}
