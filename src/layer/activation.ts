import { fail } from '../check.ts';
import type { Layer, Planner, Tensor } from './layer.ts';

/** Kernels of the activations by name; what their backward pass is given: y = f(x) or x itself. */
const ACTIVATIONS = {
  relu: { forward: 'relu_forward', backward: 'relu_backward', keeps: 'y' },
  leakyRelu: { forward: 'leakyRelu_forward', backward: 'leakyRelu_backward', keeps: 'y' },
  elu: { forward: 'elu_forward', backward: 'elu_backward', keeps: 'y' },
  selu: { forward: 'selu_forward', backward: 'selu_backward', keeps: 'y' },
  gelu: { forward: 'gelu_forward', backward: 'gelu_backward', keeps: 'x' },
  silu: { forward: 'silu_forward', backward: 'silu_backward', keeps: 'x' },
  softplus: { forward: 'softplus_forward', backward: 'softplus_backward', keeps: 'x' },
  sigmoid: { forward: 'sigmoid_forward', backward: 'sigmoid_backward', keeps: 'y' },
  tanh: { forward: 'tanh_forward', backward: 'tanh_backward', keeps: 'y' },
} as const;

/** What may follow the sums of a layer. */
export type ActivationName = keyof typeof ACTIVATIONS | 'softmax' | 'linear';

/** @throws RangeError for a name that is none of them. */
export function checkActivation(where: string, name: ActivationName): void {
  const known = ['linear', ...Object.keys(ACTIVATIONS), 'softmax'];
  if (!known.includes(name)) fail(where, 'activation', `be one of ${known.join(', ')}`, name);
}

/**
 * An activation as a layer of its own, y = f(x) number by number: 'relu' max(x, 0), 'leakyRelu' with
 * slope 0.01 below 0, 'elu' e^x − 1 below 0, 'selu' the same scaled to keep variances, 'gelu' x Φ(x)
 * with the exact Φ, 'silu' x σ(x), 'softplus' log(1 + e^x), 'sigmoid' σ(x), 'tanh', 'linear' x; and
 * 'softmax' e^x ÷ Σ e^x over the last axis. Losses of classes take what comes before a softmax.
 *
 * @throws RangeError for a name that is none of them.
 * @see Hendrycks and Gimpel (2016), arXiv:1606.08415, section 2 (gelu); Klambauer et al. (2017),
 *   NeurIPS, eq. 2 (selu).
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
  if (name === 'softmax') return planSoftmax(p, x);
  const { forward, backward, keeps } = ACTIVATIONS[name];
  const y = p.tensor(x.shape);
  const count = p.batch * x.size;
  p.forward([forward, count, x.at, y.at]);
  const kept = keeps === 'y' ? y.at : x.at;
  if (x.gradient) p.backward([backward, count, kept, y.gradient, x.gradient]);
  return y;
}

function planSoftmax(p: Planner, x: Tensor): Tensor {
  const y = p.tensor(x.shape);
  const cols = x.shape.at(-1)!;
  const rows = (p.batch * x.size) / cols;
  p.forward(['softmax_forward', rows, cols, x.at, y.at]);
  if (x.gradient) p.backward(['softmax_backward', rows, cols, y.at, y.gradient, x.gradient]);
  return y;
}
