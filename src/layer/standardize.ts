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
  return layer('standardize', options, (p, x) => {
    p.learns(x, 'mean', 'scale');
    return plan(p, x);
  });
}

/**
 * The inverse of what `standardize` would do to y: each output times the standard deviation of its
 * numbers, plus their mean, both of the rows that are trained on. The layers before it have numbers of
 * mean 0 and deviation 1 to give, whatever the units of y, and the loss stays in these units: rates of
 * `sgd` have to allow for the variance of y, those of adaptive optimizers need not.
 *
 * @throws TypeError for unknown options; RangeError from `fit` where it is not the last layer, or y
 *   holds classes.
 * @example
 * ```ts
 * sequential([standardize(), dense(64, { activation: 'relu' }), dense(1), unstandardize()])
 * ```
 * @see LeCun, Bottou, Orr, Müller (1998), Efficient BackProp, section 4.5.
 */
export function unstandardize(options: StandardizeOptions = {}): Layer {
  return layer('unstandardize', options, (p, x) => {
    const y = plan(p, x);
    p.learnsTargets(y, 'mean', 'scale');
    return y;
  });
}

function layer(type: string, options: StandardizeOptions, plan: Layer['plan']): Layer {
  checkKeys(type, options, ['name']);
  return { type, args: [options], name: options.name, plan };
}

/** (x − mean) · scale; the inverse has −mean ÷ deviation for a mean and the deviation for a scale. */
function plan(p: Planner, x: Tensor): Tensor {
  const { batch } = p;
  const cols = x.size;
  const mean = p.state('mean', cols, 0);
  const scale = p.state('scale', cols, 1);
  const y = p.tensor(x.shape);
  p.forward(['standardize_forward', batch, cols, x.at, mean, scale, y.at]);
  if (x.gradient) p.backward(['standardize_backward', batch, cols, scale, y.gradient, x.gradient]);
  return y;
}
