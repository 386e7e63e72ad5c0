import { checkKeys, fail, failType } from '../check.ts';
import { dropout } from './dropout.ts';
import { type Layer, type Planner, planLayers, type Tensor } from './layer.ts';

/** Options of residual blocks. */
export interface ResidualOptions {
  /**
   * Probability with which a sample skips the layers in a step of training, in [0, 1), default 0; what
   * is kept counts 1 ÷ (1 − dropPath) times.
   */
  dropPath?: number;
  /** Name of the block, default made of type and place. */
  name?: string;
}

/**
 * y = x + f(x), where f are layers that keep the shape. Their parameters are named after the block,
 * such as 'residual3.dense1.weight'.
 *
 * @throws RangeError or TypeError if `layers` is no list of layers or dropPath lies outside; from `fit`
 *   where f changes the shape.
 * @example
 * ```ts
 * residual([layerNorm(), dense(64, { activation: 'gelu' }), dense(64)], { dropPath: 0.1 })
 * ```
 * @see He, Zhang, Ren, Sun (2016), CVPR, eq. 1; Huang et al. (2016), ECCV, section 3 (dropPath).
 */
export function residual(layers: readonly Layer[], options: ResidualOptions = {}): Layer {
  if (!Array.isArray(layers) || layers.length === 0)
    failType('residual', 'layers', 'be a list of layers', layers);
  layers.forEach((layer, k) => {
    if (typeof layer?.plan !== 'function')
      failType('residual', `layers[${k}]`, 'be a layer such as dense(10)', layer);
  });
  checkKeys('residual', options, ['dropPath', 'name']);
  const { dropPath = 0, name } = options;
  if (!(dropPath >= 0 && dropPath < 1)) fail('residual', 'dropPath', 'lie in [0, 1)', dropPath);
  const inside = [...layers];
  return {
    ...{ type: 'residual', args: [inside, options], name },
    plan: (p, x) => plan(p, x, inside, dropPath),
  };
}

function plan(p: Planner, x: Tensor, layers: readonly Layer[], dropPath: number): Tensor {
  const { batch } = p;
  const count = batch * x.size;
  // the layers have a gradient by x of their own, to which that of the shortcut is added
  const inner: Tensor = { ...x, gradient: x.gradient && p.scratch(count) };
  const y = p.tensor(x.shape);
  if (x.gradient) p.backward(['add_numbers', count, inner.gradient, y.gradient, x.gradient]);
  let f = planLayers(layers, inner, (name) => p.inside(name));
  if (f.shape.join() !== x.shape.join())
    fail(
      p.where,
      'layers',
      `keep the shape ${x.shape.join(' × ')} of the input, to which they are added`,
      `shape ${f.shape.join(' × ')}`,
    );
  if (dropPath > 0) {
    const shape = x.shape.map(() => 1 as const);
    f = dropout(dropPath, { shape }).plan(p, f);
  }
  p.forward(['add_numbers', count, x.at, f.at, y.at]);
  if (f.gradient) p.backward(['copy_numbers', count, y.gradient, f.gradient]);
  return y;
}
