import { fail } from '../../check.ts';
import type { TrainPlugin } from './plugin.ts';

/**
 * Exponential moving average of the weights: m ← d_t m + (1 − d_t) w after step t = 1, 2, …, from the
 * weights that training begins with, d_t = min(d, t ÷ (9 + t)): about the last tenth of the steps
 * counts, until that is 1 ÷ (1 − d) steps. Validation and measures of each epoch are those of the average,
 * and the average is what training leaves; the weights that move do not know of it. Statistics of batch
 * normalization are measured anew for it after each epoch, which takes a forward pass over the rows
 * trained on. Constraints hold for the average, too; what a penalty makes 0 is 0 in it only where it was
 * in all steps that count.
 *
 * @param decay d in [0, 1), default 0.999.
 * @throws RangeError outside that range.
 * @example
 * ```ts
 * await net.fit(X, labels, { plugins: [plugin.ema(0.99)] });
 * ```
 * @see Polyak and Juditsky (1992), SIAM J. Control Optim. 30(4), for averages of all steps; Tarvainen
 *   and Valpola (2017), NeurIPS, eq. 1. It begins as TensorFlow's ExponentialMovingAverage does.
 */
export function ema(decay = 0.999): TrainPlugin {
  if (!(decay >= 0 && decay < 1)) fail('plugin.ema', 'decay', 'lie in [0, 1)', decay);
  const share = (t: number) => Math.max(1 - decay, 9 / (9 + t));
  return { type: 'ema', args: [decay], average: { per: 'step', share } };
}
