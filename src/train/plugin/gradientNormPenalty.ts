import { fail } from '../../check.ts';
import type { TrainPlugin } from './plugin.ts';

/**
 * Penalty μ ‖∇L‖² of the gradient of each batch's loss L: what steps of size 4 μ of gradient descent
 * add to the loss by themselves, made explicit. Its gradient 2 μ H g, H the second derivatives, comes from
 * a second gradient: H g ≈ ‖g‖ (∇L(w + r g ÷ ‖g‖) − g) ÷ r with r = √ε (1 + ‖w‖) and ε the spacing
 * of float32 at 1, which leaves three digits. A step takes two gradients, both under the same noise.
 *
 * @param mu μ > 0.
 * @throws RangeError if mu is not a finite positive number.
 * @see Barrett and Dherin (2021), ICLR, section 4; Karakida, Takase, Hayase, Osawa (2023), ICML,
 *   section 3, for the difference.
 */
export function gradientNormPenalty(mu: number): TrainPlugin {
  if (!(mu > 0 && mu < Infinity))
    fail('plugin.gradientNormPenalty', 'mu', 'be a finite number > 0', mu);
  return {
    ...{ type: 'gradientNormPenalty', args: [mu] },
    ahead: ({ gradient, weights, epsilon }) => {
      const reach = Math.sqrt(epsilon) * (1 + weights);
      return { reach, share: (2 * mu * gradient) / reach };
    },
  };
}
