/** The steps of an epoch as others see them. */
import type { Plan } from './plan.ts';

/** Who watches the steps of an epoch. */
export interface Watch {
  /** Told what each batch costs, before the weights move. */
  readonly cost: (plan: Plan, cost: number, step: number) => void;
  /** Asked after each batch. */
  readonly isOver: () => boolean;
}

/** What the batches of an epoch add up to. */
export interface Sums {
  /** Σ of their losses, each times its weight, and of the weights. */
  loss: number;
  total: number;
  /** Σ ‖g‖², and how many they are. */
  squares: number;
  steps: number;
}
