import { fail } from '../../check.ts';
import type { TrainPlugin } from './plugin.ts';

/**
 * Sharpness-aware minimization: the gradient of each batch is taken at w + ρ g ÷ ‖g‖, where its loss
 * is about the highest within ρ, and moves w. Minima that are flat cost less. A step takes two
 * gradients, both under the same noise; running statistics are those of the first. Batches that are
 * accumulated have one each; penalties, clipping and noise of gradients follow, as ever.
 *
 * @param rho ρ > 0, default 0.05, in the units of the weights.
 * @throws RangeError if rho is not a finite positive number.
 * @see Foret, Kleiner, Mobahi, Neyshabur (2021), ICLR, algorithm 1 with p = 2.
 */
export function sam(rho = 0.05): TrainPlugin {
  if (!(rho > 0 && rho < Infinity)) fail('plugin.sam', 'rho', 'be a finite number > 0', rho);
  return { type: 'sam', args: [rho], ahead: () => ({ reach: rho, share: 1 }) };
}
