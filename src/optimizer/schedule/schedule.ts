/** The contract of schedules: the learning rate of each step. */

/** Where training stands. */
export interface Moment {
  /** Steps taken so far. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
}

/** A schedule: a value that says the rate of each step by numbers alone, so that a run can be resumed. */
export interface Schedule {
  readonly type: string;
  /** What it was made with. */
  readonly params: readonly number[];
  /** @internal What it remembers of earlier epochs, as that begins. */
  readonly begin: readonly number[];
  /** @internal Learning rate η of the next step. */
  readonly rate: (at: Moment, memory: ArrayLike<number>) => number;
  /** @internal What it remembers after an epoch with this validation loss. */
  readonly after?: (memory: ArrayLike<number>, loss: number) => readonly number[];
}
