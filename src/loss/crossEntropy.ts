import { checkKeys, checkNonNegative, fail } from '../check.ts';
import { SoftmaxLossRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';
import { meanScale } from './rowLoss.ts';

/** Options of cross-entropy. */
export interface CrossEntropyOptions {
  /** Share p of a label's weight that goes elsewhere, in [0, 1); default 0. In training alone. */
  labelSmoothing?: number;
  /**
   * 'others' (default): p is shared by the other classes, p ÷ (K − 1) each; 'uniform': by all of
   * them, p ÷ K each, which is the same as 'others' with p (K − 1) ÷ K.
   */
  smoothing?: 'others' | 'uniform';
}

/** Options of cross-entropy with a confidence penalty. */
export interface ConfidencePenaltyOptions extends CrossEntropyOptions {
  /** Strength β ≥ 0 of the entropy, default 0.1. In training alone. */
  beta?: number;
}

/**
 * Cross-entropy of softmax: mean of log Σ_k e^z_k − z_y over the samples, for two classes and more; or
 * with y as a matrix of shares t that sum to 1 in each row, of log Σ_k e^z_k − Σ_k t_k z_k. The
 * network ends in one number per class, without an activation.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Szegedy et al. (2016), CVPR, section 7 (label smoothing).
 */
export function crossEntropy(options: CrossEntropyOptions = {}): Loss {
  checkKeys('crossEntropy', options, ['labelSmoothing', 'smoothing']);
  return { ...softmaxLoss('crossEntropy', options, 0), args: [options] };
}

/**
 * Cross-entropy less β times the entropy H(p) = −Σ_k p_k log p_k of what is predicted: mean of
 * log Σ_k e^z_k − z_y − β H(softmax(z)). Predictions that are too sure of themselves cost.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Pereyra, Tucker, Chorowski, Kaiser, Hinton (2017), ICLR workshop, section 2.
 */
export function confidencePenalty(options: ConfidencePenaltyOptions = {}): Loss {
  checkKeys('confidencePenalty', options, ['labelSmoothing', 'smoothing', 'beta']);
  const { beta = 0.1, ...rest } = options;
  checkNonNegative('confidencePenalty', 'beta', beta);
  return { ...softmaxLoss('confidencePenalty', rest, beta), args: [options] };
}

function softmaxLoss(type: string, options: CrossEntropyOptions, beta: number): Omit<Loss, 'args'> {
  const { labelSmoothing = 0, smoothing = 'others' } = options;
  if (!(labelSmoothing >= 0 && labelSmoothing < 1))
    fail(type, 'labelSmoothing', 'lie in [0, 1)', labelSmoothing);
  if (smoothing !== 'others' && smoothing !== 'uniform')
    fail(type, 'smoothing', "be 'others' or 'uniform'", smoothing);
  const plan: Loss['plan'] = (p, z, { labels, numbers, weights }) => {
    const share = smoothing === 'uniform' ? (z.size - 1) / z.size : 1;
    const record = p.record(SoftmaxLossRecord, {
      ...{ rows: p.batch, classes: z.size, z: z.at, dz: z.gradient || z.at },
      ...{ labels, targets: numbers, weights },
      smoothing: p.isTraining ? labelSmoothing * share : 0,
      scale: meanScale(p.batch, weights),
      beta: p.isTraining ? beta : 0,
      work: p.scratch(4 * (z.size + 2)),
    });
    return ['softmax_loss', record];
  };
  return { type, target: 'classes', takesShares: true, plan };
}
