import { checkKeys, fail } from '../check.ts';
import { SoftmaxLossRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';

/** Options of cross-entropy. */
export interface CrossEntropyOptions {
  /** Share p of a label's weight that goes elsewhere, in [0, 1); default 0. */
  labelSmoothing?: number;
  /**
   * 'others' (default): p is shared by the other classes, p ÷ (K − 1) each; 'uniform': by all of
   * them, p ÷ K each, which is the same as 'others' with p (K − 1) ÷ K.
   */
  smoothing?: 'others' | 'uniform';
}

/**
 * Cross-entropy of softmax: mean of log Σ_k e^z_k − z_y over the samples, for two classes and more. The
 * network ends in one number per class, without an activation.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Szegedy et al. (2016), CVPR, section 7 (label smoothing).
 */
export function crossEntropy(options: CrossEntropyOptions = {}): Loss {
  checkKeys('crossEntropy', options, ['labelSmoothing', 'smoothing']);
  const { labelSmoothing = 0, smoothing = 'others' } = options;
  if (!(labelSmoothing >= 0 && labelSmoothing < 1))
    fail('crossEntropy', 'labelSmoothing', 'lie in [0, 1)', labelSmoothing);
  if (smoothing !== 'others' && smoothing !== 'uniform')
    fail('crossEntropy', 'smoothing', "be 'others' or 'uniform'", smoothing);
  const plan: Loss['plan'] = (p, z, { labels, numbers, weights }) => {
    const share = smoothing === 'uniform' ? (z.size - 1) / z.size : 1;
    const record = p.record(SoftmaxLossRecord, {
      ...{ rows: p.batch, classes: z.size, z: z.at, dz: z.gradient || z.at },
      ...{ labels, targets: numbers, weights },
      smoothing: p.isTraining ? labelSmoothing * share : 0,
      scale: 1 / p.batch,
    });
    return ['softmax_loss', record];
  };
  return { type: 'crossEntropy', target: 'classes', plan };
}
