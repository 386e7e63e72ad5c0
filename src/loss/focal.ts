import { checkNonNegative } from '../check.ts';
import { FocalLossRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';
import { meanScale } from './rowLoss.ts';

/**
 * Focal loss −(1 − p_y)^γ log p_y of softmax p, averaged over samples: what is predicted well counts
 * less, so that rare and hard classes are heard. γ = 0 is cross-entropy. The network ends in one number
 * per class, without an activation.
 *
 * @param gamma γ ≥ 0, default 2.
 * @throws RangeError if gamma is negative or not finite.
 * @see Lin, Goyal, Girshick, He, Dollár (2017), ICCV, eq. 4.
 */
export function focal(gamma = 2): Loss {
  checkNonNegative('focal', 'gamma', gamma);
  const plan = planOf('focal_loss', gamma);
  return { type: 'focal', args: [gamma], target: 'classes', takesShares: true, plan };
}

/**
 * Focal loss −y (1 − p)^γ log p − (1 − y) p^γ log(1 − p) of p = σ(z) for y in [0, 1], summed over the
 * outputs of a sample and averaged over samples. γ = 0 is {@link binary}. The network ends in log odds,
 * without an activation.
 *
 * @param gamma γ ≥ 0, default 2.
 * @throws RangeError if gamma is negative or not finite; from `fit` for y outside [0, 1].
 * @see Lin, Goyal, Girshick, He, Dollár (2017), ICCV, eq. 4.
 */
export function binaryFocal(gamma = 2): Loss {
  checkNonNegative('binaryFocal', 'gamma', gamma);
  const plan = planOf('binaryFocal_loss', gamma);
  return { type: 'binaryFocal', args: [gamma], target: 'numbers', range: [0, 1], plan };
}

function planOf(kernel: 'focal_loss' | 'binaryFocal_loss', gamma: number): Loss['plan'] {
  return (p, z, { labels, numbers, weights }) => {
    const record = p.record(FocalLossRecord, {
      ...{ rows: p.batch, classes: z.size, z: z.at },
      dz: z.gradient || p.scratch(p.batch * z.size),
      ...{ labels, targets: numbers, weights, gamma, scale: meanScale(p.batch, weights) },
    });
    return [kernel, record];
  };
}
