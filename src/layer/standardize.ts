import { checkKeys } from '../check.ts';
import type { Layer, Planner, Tensor } from './layer.ts';

/** Options of standardization. */
export interface StandardizeOptions {
  /** Name of the layer, default made of type and place. */
  name?: string;
}

/**
 * Each column less its mean, divided by its standard deviation, both of the rows that are trained on:
 * what tables need before anything else. A column that is constant there becomes 0. Mean and scale are
 * part of the network and of its files, so predictions take X as it is.
 *
 * @throws TypeError for unknown options; RangeError from `fit` where it is not the first layer.
 * @example
 * ```ts
 * sequential([standardize(), dense(64, { activation: 'relu' }), dense(3)])
 * ```
 * @see LeCun, Bottou, Orr, Müller (1998), Efficient BackProp, section 4.3.
 */
export function standardize(options: StandardizeOptions = {}): Layer {
  checkKeys('standardize', options, ['name']);
  return { type: 'standardize', args: [options], name: options.name, plan };
}

function plan(p: Planner, x: Tensor): Tensor {
  const { batch } = p;
  const cols = x.size;
  const mean = p.state('mean', cols, 0);
  const scale = p.state('scale', cols, 1);
  p.learns(x, 'mean', 'scale');
  const y = p.tensor(x.shape);
  p.forward(['standardize_forward', batch, cols, x.at, mean, scale, y.at]);
  if (x.gradient) p.backward(['standardize_backward', batch, cols, scale, y.gradient, x.gradient]);
  return y;
}
