import { checkCount, checkKeys, fail } from '../../check.ts';
import type { TrainPlugin } from './plugin.ts';

/** Options of stochastic weight averaging. */
export interface SwaOptions {
  /** The first epoch whose weights count, at least 1; default the first of the last quarter. */
  start?: number;
  /** Learning rate > 0 from that epoch on, default what the schedule says: a high one explores. */
  lr?: number;
}

/**
 * Stochastic weight averaging: from epoch `start` on, the mean of the weights at the ends of the epochs.
 * Validation and measures are those of the mean, and the mean is what training leaves; statistics of batch
 * normalization are measured anew for it after each epoch, which takes a forward pass over the rows
 * trained on. Constraints hold for the mean, too; what a penalty makes 0 is 0 in it only where it was in
 * all epochs that count. Early stopping may end training before the mean begins: give it a `warmup`.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @example
 * ```ts
 * const plugins = [plugin.swa({ start: 30, lr: 0.05 })];
 * await net.fit(X, labels, { optimizer: sgd({ lr: 0.1 }), epochs: 40, earlyStopping: false, plugins });
 * ```
 * @see Izmailov, Podoprikhin, Garipov, Vetrov, Wilson (2018), UAI, algorithm 1.
 */
export function swa(options: SwaOptions = {}): TrainPlugin {
  checkKeys('plugin.swa', options, ['start', 'lr']);
  const { start, lr } = options;
  if (start !== undefined) checkCount('plugin.swa', 'start', start, 1);
  if (lr !== undefined && !(lr > 0 && lr < Infinity))
    fail('plugin.swa', 'lr', 'be a finite number > 0', lr);
  const first = (epochs: number) => start ?? Math.floor(0.75 * epochs) + 1;
  const share = (epoch: number, epochs: number) => 1 / Math.max(1, epoch - first(epochs) + 1);
  return {
    ...{ type: 'swa', args: [options], average: { per: 'epoch', share } },
    rate: (epoch, epochs) => (epoch >= first(epochs) ? lr : undefined),
  };
}
