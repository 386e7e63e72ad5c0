/** When training ends before its last epoch. */
import { checkCount, checkKeys, checkNonNegative } from '../check.ts';

/** Options of early stopping. */
export interface EarlyStopping {
  /** Epochs without improvement after which training ends, default max(5, a tenth of all epochs). */
  patience?: number;
  /** An epoch is better where its validation loss is lower by more than this; default 0. */
  minDelta?: number;
  /** Epochs before any may count as without improvement, default 0. */
  warmup?: number;
}

/** Watches the validation loss. */
export class Stopper {
  readonly #patience: number;
  readonly #minDelta: number;
  readonly #warmup: number;
  /** The best epoch so far, counted from 1, and its loss. */
  bestEpoch = 0;
  bestLoss = Infinity;

  constructor(where: string, options: EarlyStopping, epochs: number) {
    checkKeys(`${where}: earlyStopping`, options, ['patience', 'minDelta', 'warmup']);
    const { patience = Math.max(5, Math.ceil(epochs / 10)), minDelta = 0, warmup = 0 } = options;
    checkCount(where, 'earlyStopping.patience', patience, 1);
    checkNonNegative(where, 'earlyStopping.minDelta', minDelta);
    checkCount(where, 'earlyStopping.warmup', warmup, 0);
    this.#patience = patience;
    this.#minDelta = minDelta;
    this.#warmup = warmup;
  }

  /** Whether this epoch is the best so far. */
  isBest(epoch: number, loss: number): boolean {
    if (!(loss < this.bestLoss - this.#minDelta)) return false;
    this.bestEpoch = epoch;
    this.bestLoss = loss;
    return true;
  }

  isOver(epoch: number): boolean {
    return epoch - Math.max(this.bestEpoch, this.#warmup) >= this.#patience;
  }
}
