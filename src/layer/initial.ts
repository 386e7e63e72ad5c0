import type { ActivationName } from './activation.ts';
import type { Init } from './layer.ts';

/** Activations that cut off or damp half of the sums: the rest needs twice the variance. */
const HALVING: readonly ActivationName[] = ['relu', 'leakyRelu', 'elu', 'gelu', 'silu', 'softplus'];

/**
 * How weights begin before an activation, uniform on ±limit: √(6 ÷ inputs) before relu and its kin
 * (He), √(3 ÷ inputs) before selu (LeCun), √(6 ÷ (inputs + outputs)) otherwise (Glorot). Inputs and
 * outputs are those of one unit.
 */
export function initialOf(activation: ActivationName, inputs: number, outputs: number): Init {
  if (HALVING.includes(activation)) return { limit: Math.sqrt(6 / inputs) };
  if (activation === 'selu') return { limit: Math.sqrt(3 / inputs) };
  return { limit: Math.sqrt(6 / (inputs + outputs)) };
}
