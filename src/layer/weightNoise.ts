/** Planners that give layers noisy copies of their weights. */
import { type Parameter, type Planner, sizeOf } from './layer.ts';

/** What takes the place of a weight of `count` numbers, and leaves the gradient where it was. */
type Change = (planner: Planner, clean: Parameter, count: number, noise: number) => number;

/**
 * A planner whose weights are changed copies where noise is on. Gradients are taken at the copies and
 * move the weights; biases and the parameters of normalization stay as they are.
 */
function changing(planner: Planner, purpose: string, change: Change): Planner {
  const parameter: Planner['parameter'] = (name, shape, options) => {
    const clean = planner.parameter(name, shape, options);
    if (!planner.isNoisy || !options.isPenalized) return clean;
    const noise = planner.noise(`${name}.${purpose}`);
    return { at: change(planner, clean, sizeOf(shape), noise), gradient: clean.gradient };
  };
  const inside: Planner['inside'] = (name) => changing(planner.inside(name), purpose, change);
  return { ...planner, parameter, inside };
}

/** Weights w + σ ε. */
export function withNoise(planner: Planner, sigma: number): Planner {
  return changing(planner, 'noise', (p, clean, count, noise) => {
    const at = p.scratch(count);
    p.forward(['noise_add', count, sigma, noise, clean.at, at]);
    return at;
  });
}

/** Weights w (1 + σ ε). */
export function withRelativeNoise(planner: Planner, sigma: number): Planner {
  return changing(planner, 'noise', (p, clean, count, noise) => {
    const factors = p.scratch(count);
    p.forward(['normal_factors', count, 1, sigma, noise, factors]);
    return multiplied(p, clean, count, factors);
  });
}

/** Weights m w with m = 0 with probability `rate`, else 1 ÷ (1 − rate). */
export function withDropConnect(planner: Planner, rate: number): Planner {
  return changing(planner, 'dropConnect', (p, clean, count, noise) => {
    const factors = p.scratch(count);
    p.forward(['mask_factors', count, rate, 1 / (1 - rate), noise, factors]);
    return multiplied(p, clean, count, factors);
  });
}

/** The address of the products with factors; the gradient by them becomes that by the weights. */
function multiplied(p: Planner, clean: Parameter, count: number, factors: number): number {
  const at = p.scratch(count);
  p.forward(['multiply_numbers', count, factors, clean.at, at]);
  const { gradient } = clean;
  if (p.isTraining) p.backward(['multiply_numbers', count, factors, gradient, gradient]);
  return at;
}
