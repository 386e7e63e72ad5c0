import { fail } from '../check.ts';
import type { Layer, Planner, Tensor } from './layer.ts';

/** Kernels of the activations by name; what their backward pass is given: y = f(x) or x itself. */
const ACTIVATIONS = {
  relu: { forward: 'relu_forward', backward: 'relu_backward', keeps: 'y' },
  sigmoid: { forward: 'sigmoid_forward', backward: 'sigmoid_backward', keeps: 'y' },
  tanh: { forward: 'tanh_forward', backward: 'tanh_backward', keeps: 'y' },
} as const;

/** What may follow the sums of a layer. */
export type ActivationName = keyof typeof ACTIVATIONS | 'linear';

/** @throws RangeError for a name that is none of them. */
export function checkActivation(where: string, name: ActivationName): void {
  const known = ['linear', ...Object.keys(ACTIVATIONS)];
  if (!known.includes(name)) fail(where, 'activation', `be one of ${known.join(', ')}`, name);
}

/**
 * An activation as a layer of its own, y = f(x) number by number.
 *
 * @throws RangeError for a name that is none of them.
 */
export function activation(name: ActivationName): Layer {
  checkActivation('activation', name);
  return activationNamed(name);
}

export function activationNamed(name: ActivationName): Layer {
  return { type: 'activation', args: [name], name: undefined, plan: (p, x) => plan(p, x, name) };
}

function plan(p: Planner, x: Tensor, name: ActivationName): Tensor {
  if (name === 'linear') return x;
  const { forward, backward, keeps } = ACTIVATIONS[name];
  const y = p.tensor(x.shape);
  const count = p.batch * x.size;
  p.forward([forward, count, x.at, y.at]);
  const kept = keeps === 'y' ? y.at : x.at;
  if (x.gradient) p.backward([backward, count, kept, y.gradient, x.gradient]);
  return y;
}
