/** What is told of a training run, epoch by epoch, and why it ended. */
import { fail } from '../check.ts';

/**
 * Why a run ended: its epochs or its time were over, a criterion held, or a function said 'stop'; `fit`
 * rejected, and `onReject` was given the network; or the weights come from elsewhere.
 */
export type Ending =
  | ('epochs' | 'patience' | 'GL' | 'PQ' | 'time' | 'callback')
  | ('rejected' | 'import');

/** Every ending: one that is missing here is a type error. */
const ALL: Readonly<Record<Ending, true>> = {
  ...{ epochs: true, patience: true, GL: true, PQ: true, time: true, callback: true },
  ...{ rejected: true, import: true },
};
export const ENDINGS = Object.keys(ALL) as readonly Ending[];

/** What is told of an epoch. */
export interface EpochLog extends Metrics {
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
  /** What the penalties of weights add to the loss that is minimized, at the epoch's end. */
  readonly penaltyLoss: number;
  /** ‖w‖ of all weights. */
  readonly weightNorm: number;
  /** ‖w − w₀‖ of all weights from those that training began with. */
  readonly distance: number;
  /**
   * 1 ÷ Σ η over the steps so far: the λ/2 ‖w − w₀‖² that regularizes about as much as to stop here.
   * Gradient descent on least squares has at most 1.69 times the risk of that ridge; of networks it tells
   * the order of magnitude. Ali, Kolter, Tibshirani (2019), AISTATS.
   */
  readonly stoppingLambda: number;
  /** Root of the mean of ‖g‖² over the epoch's batches. */
  readonly gradientNorm: number;
  /**
   * α/4 · mean of ‖g_b‖² over the batches: what steps of this size α on batches add to the loss that
   * gradient flow would see. Smith, Dherin, Barrett, De (2021), ICLR, eq. 2.
   */
  readonly implicitReg: number;
  /**
   * α/4 · ‖ḡ‖² of the mean ḡ of these gradients: the part of `implicitReg` that steps on all rows
   * would have, too; the rest is due to the batches. Barrett and Dherin (2021), ICLR, eq. 7.
   */
  readonly implicitRegGD: number;
}

/**
 * Measures on clean predictions, of the same training rows as `cleanTrainLoss` and of those for
 * validation: the share of classes that are right (of sides of a half for binary outputs), or mean
 * squared and absolute errors of numbers, with the weights of the rows. What has no meaning for the loss
 * is left out.
 */
export interface Metrics {
  readonly trainAccuracy?: number;
  readonly valAccuracy?: number;
  readonly trainMse?: number;
  readonly valMse?: number;
  readonly trainMae?: number;
  readonly valMae?: number;
}

/** Numbers that no log of an epoch is without. */
const LOGGED = ['lr', 'trainLoss', 'cleanTrainLoss', 'valLoss'] as const;

/** @throws RangeError unless a history that was read has all its epochs, each of numbers. */
export function checkHistory(where: string, from: string, history: readonly EpochLog[]): void {
  if (!Array.isArray(history)) fail(where, `history ${from}`, 'be a list of epochs', history);
  history.forEach((log: Partial<EpochLog> | null, k) => {
    const at = `history[${k}] ${from}`;
    if (log?.epoch !== k + 1) fail(where, at, `be of epoch ${k + 1}`, log?.epoch);
    const numbers = { ...Object.fromEntries(LOGGED.map((key) => [key, undefined])), ...log };
    const bad = Object.entries(numbers).find(([, value]) => typeof value !== 'number');
    if (bad) fail(where, at, `hold a number as ${bad[0]}`, bad[1]);
  });
}

/** A line of names and a line per epoch, numbers with all their digits; NaN is left empty. */
export function csvOf(history: readonly EpochLog[]): string {
  const names = Object.keys(history[0] ?? { epoch: 0 }) as (keyof EpochLog)[];
  const cell = (value: number | undefined) => (Number.isNaN(value) ? '' : String(value));
  const lines = history.map((log) => names.map((name) => cell(log[name])).join(','));
  return `${[names.join(','), ...lines].join('\n')}\n`;
}
