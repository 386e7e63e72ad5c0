/** Layers that add noise in training; in prediction they change nothing. */
import { checkKeys, checkNonNegative, fail } from '../check.ts';
import type { Layer, Planner, Tensor } from './layer.ts';
import { withNoise, withRelativeNoise } from './weightNoise.ts';

/** Options of noise on inputs. */
export interface InputNoiseOptions {
  /** 'additive', the default: x + σ ε. 'multiplicative': x (1 + σ ε). */
  kind?: 'additive' | 'multiplicative';
}

/** Options of noise on weights. */
export interface WeightNoiseOptions {
  /** Whether σ counts in units of each weight: w (1 + σ ε); default false. */
  relative?: boolean;
}

/**
 * Noise on what the network is given: x + σ ε with normal ε, drawn anew in every step. On a linear model
 * with squared error this is ridge with λ = σ².
 *
 * @param sigma standard deviation σ ≥ 0, in the units of the input (of each number, if multiplicative).
 * @throws RangeError or TypeError for options outside their range.
 * @see Bishop (1995), Neural Computation 7, eq. 9.
 */
export function input(sigma: number, options: InputNoiseOptions = {}): Layer {
  checkNonNegative('noise.input', 'sigma', sigma);
  checkKeys('noise.input', options, ['kind']);
  const { kind = 'additive' } = options;
  if (kind !== 'additive' && kind !== 'multiplicative')
    fail('noise.input', 'kind', "be 'additive' or 'multiplicative'", kind);
  const isAdditive = kind === 'additive';
  return layer('inputNoise', [sigma, options], (p, x) =>
    isAdditive ? planAdded(p, x, sigma) : planMultiplied(p, x, sigma),
  );
}

/**
 * Noise on what layers hand on: x + σ ε with normal ε, drawn anew in every step.
 *
 * @param sigma standard deviation σ ≥ 0.
 * @throws RangeError if sigma is negative or not finite.
 */
export function activations(sigma: number): Layer {
  checkNonNegative('noise.activations', 'sigma', sigma);
  return layer('activationNoise', [sigma], (p, x) => planAdded(p, x, sigma));
}

/**
 * Noise on the weights of all layers behind this one, w + σ ε with normal ε, drawn anew in every step
 * and the same for all samples of it. Gradients are taken at the noisy weights and move the clean ones;
 * biases and the parameters of normalization have none. On a linear model with squared error it adds a
 * constant to the loss: it regularizes networks only.
 *
 * @param sigma standard deviation σ ≥ 0; of 1 + σ ε, by which weights are multiplied, if relative.
 * @throws RangeError or TypeError for options outside their range.
 * @example
 * ```ts
 * sequential([noise.weights(0.01), dense(64, { activation: 'relu' }), dense(10)])
 * ```
 * @see Murray and Edwards (1994), IEEE Transactions on Neural Networks 5, section III.
 */
export function weights(sigma: number, options: WeightNoiseOptions = {}): Layer {
  checkNonNegative('noise.weights', 'sigma', sigma);
  checkKeys('noise.weights', options, ['relative']);
  const around = options.relative ? withRelativeNoise : withNoise;
  const silent = layer('weightNoise', [sigma, options], (_, x) => x);
  return sigma === 0 ? silent : { ...silent, around: (p) => around(p, sigma) };
}

function layer(type: string, args: Layer['args'], plan: Layer['plan']): Layer {
  return { type, args, name: undefined, plan };
}

/** x + σ ε, whose gradient is that by x. */
function planAdded(p: Planner, x: Tensor, sigma: number): Tensor {
  if (!p.isNoisy || sigma === 0) return x;
  const count = p.batch * x.size;
  const y = { ...x, at: p.scratch(count) };
  p.forward(['noise_add', count, sigma, p.noise(), x.at, y.at]);
  return y;
}

/** x (1 + σ ε) */
function planMultiplied(p: Planner, x: Tensor, sigma: number): Tensor {
  if (!p.isNoisy || sigma === 0) return x;
  const count = p.batch * x.size;
  const factors = p.scratch(count);
  const y = p.tensor(x.shape);
  p.forward(
    ['normal_factors', count, 1, sigma, p.noise(), factors],
    ['multiply_numbers', count, factors, x.at, y.at],
  );
  if (x.gradient) p.backward(['multiply_numbers', count, factors, y.gradient, x.gradient]);
  return y;
}
