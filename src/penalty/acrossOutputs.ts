import { fail } from '../check.ts';
import type { Penalty } from './penalty.ts';

/**
 * Elastic net on the vectors of a feature's coefficients over all outputs (classes, responses):
 * λ Σ_j [ r ‖w_j·‖₂ + (1 − r)/2 ‖w_j·‖₂² ], so that a feature is in for all outputs or for none.
 *
 * @param penalty an l1, l2 or elasticNet penalty, which gives λ and r; also an adaptive one.
 * @throws RangeError for any other penalty.
 * @see Simon, Friedman, Hastie (2013), arXiv:1311.6529, section 2.
 */
export function acrossOutputs(penalty: Penalty): Penalty {
  const { kernel, lambda, l1Ratio, params, adaptive } = penalty;
  if (kernel !== 'elasticNet' || penalty.whole || penalty.quadratic)
    fail('acrossOutputs', 'penalty', 'be l1, l2 or elasticNet', penalty.kind);
  // ‖w‖₂² is a sum over coefficients as it is
  if (l1Ratio === 0) return penalty;
  return {
    kernel: 'group',
    kind: 'acrossOutputs',
    convex: true,
    params: [params[0]!, 0, params[1]!],
    lambda,
    l1Ratio,
    acrossOutputs: true,
    value: penalty.value,
    ...(adaptive && { adaptive }),
    scaled: (strength) => acrossOutputs(penalty.scaled(strength)),
    plus: (other) => acrossOutputs(penalty.plus(other)),
  };
}
