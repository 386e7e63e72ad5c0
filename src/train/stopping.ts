/** When training ends before its last epoch. */
import { checkCount, checkKeys, checkNonNegative, fail } from '../check.ts';
import type { EpochLog } from './history.ts';

/** What may be watched: a number of every epoch. */
export type Monitor = Exclude<keyof EpochLog, 'epoch' | 'lr'>;

/** Options of early stopping. */
export interface EarlyStopping {
  /** The number of each epoch that is watched, default 'valLoss'. */
  monitor?: Monitor;
  /** Whether lower or higher is better; default 'max' for shares of right classes, else 'min'. */
  mode?: 'min' | 'max';
  /**
   * 'patience' (default): ends after `patience` epochs without improvement. 'GL': ends where
   * GL = 100 (v ÷ best v − 1) exceeds `threshold`, in percent. 'PQ': at the end of each strip of five
   * epochs, ends where GL ÷ P does, P = 1000 (mean ÷ least training loss of the strip − 1). These two
   * are of ratios, and refuse losses that may be below 0, such as `poisson`.
   */
  criterion?: 'patience' | 'GL' | 'PQ';
  /** Epochs without improvement after which training ends, default max(5, a tenth of all epochs). */
  patience?: number;
  /** Of 'GL' (default 5) and 'PQ' (default 1), > 0. */
  threshold?: number;
  /** An epoch is better where the watched number is so by more than this; default 0. */
  minDelta?: number;
  /**
   * Of 'patience': as long as no epoch is better than this by more than minDelta, all count as without
   * improvement: training that does not beat it ends after `warmup` + `patience` epochs. Default none.
   */
  baseline?: number;
  /** Epochs before training may end, and before any counts as without improvement; default 0. */
  warmup?: number;
  /** Whether the weights of the best epoch are kept rather than those of the last; default true. */
  restoreBest?: boolean;
}

const KEYS = [
  ...['monitor', 'mode', 'criterion', 'patience', 'threshold'],
  ...['minDelta', 'baseline', 'warmup', 'restoreBest'],
];
/** Epochs of a strip. */
const STRIP = 5;

/**
 * Watches a number of the epochs. All it knows comes from the history, so that a run that is resumed
 * ends where it would have.
 *
 * Prechelt (1998), "Early stopping – but when?", section 2.2 (GL and PQ).
 */
export class Stopper {
  readonly restoresBest: boolean;
  readonly #where: string;
  readonly #monitor: Monitor;
  readonly #sign: 1 | -1;
  readonly #criterion: 'patience' | 'GL' | 'PQ';
  readonly #patience: number;
  readonly #threshold: number;
  readonly #minDelta: number;
  readonly #warmup: number;
  readonly #baseline: number | undefined;
  /** The best epoch so far, counted from 1, and its number. */
  bestEpoch = 0;
  best = Number.NaN;

  /** `known` are the names of an epoch's numbers, and `signed` those that may be below 0. */
  constructor(
    where: string,
    options: EarlyStopping,
    epochs: number,
    { known, signed = [] }: { known: readonly string[]; signed?: readonly string[] },
  ) {
    checkKeys(`${where}: earlyStopping`, options, KEYS);
    const { monitor = 'valLoss', criterion = 'patience', minDelta = 0, warmup = 0 } = options;
    if (!known.includes(monitor))
      fail(where, 'earlyStopping.monitor', `be one of ${known.join(', ')}`, monitor);
    const { mode = monitor.endsWith('Accuracy') ? 'max' : 'min', restoreBest = true } = options;
    const { patience = Math.max(5, Math.ceil(epochs / 10)) } = options;
    checkMode(where, mode, criterion, options);
    checkSigns(where, criterion, monitor, signed);
    checkCount(where, 'earlyStopping.patience', patience, 1);
    checkNonNegative(where, 'earlyStopping.minDelta', minDelta);
    checkCount(where, 'earlyStopping.warmup', warmup, 0);
    const { threshold = criterion === 'GL' ? 5 : 1 } = options;
    if (!(threshold > 0 && threshold < Infinity))
      fail(where, 'earlyStopping.threshold', 'be a finite number > 0', threshold);
    this.#where = where;
    this.#monitor = monitor;
    this.#sign = mode === 'min' ? 1 : -1;
    this.#criterion = criterion;
    this.#patience = patience;
    this.#threshold = threshold;
    this.#minDelta = minDelta;
    this.#warmup = warmup;
    this.#baseline = options.baseline;
    this.restoresBest = restoreBest;
  }

  /** Whether this epoch is the best so far. */
  isBest(log: EpochLog): boolean {
    const value = log[this.#monitor]!;
    const gain = this.#sign * (this.best - value);
    if (Number.isNaN(value) || (this.bestEpoch > 0 && !(gain > this.#minDelta))) return false;
    this.bestEpoch = log.epoch;
    this.best = value;
    return true;
  }

  /**
   * Why training ends after the last of these epochs; undefined where it goes on.
   * @throws RangeError where 'GL' or 'PQ' watches a number that fell below 0.
   */
  over(history: readonly EpochLog[]): 'patience' | 'GL' | 'PQ' | undefined {
    const epoch = history.length;
    if (epoch < this.#warmup) return undefined;
    return this.#isOver(history, epoch) ? this.#criterion : undefined;
  }

  /** Whether the best epoch so far is better than the baseline. */
  get #isAboveBaseline(): boolean {
    if (this.#baseline === undefined) return true;
    return this.#sign * (this.#baseline - this.best) > this.#minDelta;
  }

  #isOver(history: readonly EpochLog[], epoch: number): boolean {
    if (this.#criterion === 'patience') {
      const improved = this.#isAboveBaseline ? this.bestEpoch : 0;
      return epoch - Math.max(improved, this.#warmup) >= this.#patience;
    }
    const value = history.at(-1)![this.#monitor]!;
    const least = Math.min(value, this.best);
    const hint = `${this.#monitor} fell below 0 by epoch ${epoch}`;
    const rule = "be 'patience' for numbers below 0";
    if (least < 0) fail(this.#where, 'earlyStopping.criterion', rule, this.#criterion, hint);
    const loss = 100 * excess(value, this.best);
    if (this.#criterion === 'GL') return loss > this.#threshold;
    if (epoch % STRIP !== 0) return false;
    const strip = history.slice(-STRIP).map(({ trainLoss }) => trainLoss);
    const mean = strip.reduce((sum, each) => sum + each, 0) / STRIP;
    return loss > this.#threshold * 1000 * excess(mean, Math.min(...strip));
  }
}

/** value ÷ least − 1, and 0 where the value is no larger, if that is 0 or rounded. */
function excess(value: number, least: number): number {
  return value > least ? value / least - 1 : 0;
}

/** @throws RangeError for criteria of ratios of what may be below 0. */
function checkSigns(
  where: string,
  criterion: NonNullable<EarlyStopping['criterion']>,
  monitor: Monitor,
  signed: readonly string[],
): void {
  if (criterion === 'patience') return;
  const name = [monitor, ...(criterion === 'PQ' ? ['trainLoss'] : [])].find((one) =>
    signed.includes(one),
  );
  const hint = `${name} of this loss may be below 0, and ${criterion} is of ratios`;
  if (name) fail(where, 'earlyStopping.criterion', "be 'patience'", criterion, hint);
}

function checkMode(
  where: string,
  mode: 'min' | 'max',
  criterion: 'patience' | 'GL' | 'PQ',
  options: EarlyStopping,
): void {
  if (mode !== 'min' && mode !== 'max')
    fail(where, 'earlyStopping.mode', "be 'min' or 'max'", mode);
  if (criterion !== 'patience' && criterion !== 'GL' && criterion !== 'PQ')
    fail(where, 'earlyStopping.criterion', "be 'patience', 'GL' or 'PQ'", criterion);
  if (criterion === 'patience' && options.threshold !== undefined)
    fail(where, 'earlyStopping.threshold', "be left out but for 'GL' and 'PQ'", options.threshold);
  for (const name of ['patience', 'baseline'] as const)
    if (criterion !== 'patience' && options[name] !== undefined)
      fail(where, `earlyStopping.${name}`, `be left out for '${criterion}'`, options[name]);
  if (options.baseline !== undefined && !Number.isFinite(options.baseline))
    fail(where, 'earlyStopping.baseline', 'be a finite number', options.baseline);
  if (criterion !== 'patience' && mode === 'max')
    fail(where, 'earlyStopping.mode', `be 'min' for '${criterion}'`, mode);
}
