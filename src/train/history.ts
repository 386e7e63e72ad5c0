/** What is told of an epoch. */
export interface EpochLog {
  /** Counted from 1. */
  readonly epoch: number;
  /** Learning rate of its last step. */
  readonly lr: number;
  /** Mean loss over the epoch's steps, as training saw it: noise on, weights on their way. */
  readonly trainLoss: number;
  /**
   * Mean loss with all noise off and the weights as they are at its end, over as many training rows as
   * there are for validation, the same ones in every epoch: to be compared with `valLoss`.
   */
  readonly cleanTrainLoss: number;
  /** The same over the rows for validation; NaN where there are none. */
  readonly valLoss: number;
  /** Share of the rows for validation whose class is predicted; undefined for numbers. */
  readonly valAccuracy?: number;
  /** What the penalties of the weights are at its end; not part of the losses. */
  readonly penaltyLoss: number;
  /** ‖w‖ of all weights. */
  readonly weightNorm: number;
  /** Root of the mean of ‖g‖² over the epoch's batches. */
  readonly gradientNorm: number;
  /**
   * α/4 · mean of ‖g_b‖²: what steps of this size add to the loss that gradient flow would see.
   * Smith, Dherin, Barrett, De (2021), ICLR, eq. 2.
   */
  readonly implicitReg: number;
}
