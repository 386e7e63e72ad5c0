import { fail } from '../check.ts';
import { checkShape, type Layer, type Shape, sizeOf } from './layer.ts';

/**
 * The numbers of a sample in one row, in the order in which they lie: what dense layers take. Nothing
 * is copied.
 */
export function flatten(): Layer {
  const plan: Layer['plan'] = (_, x) => ({ ...x, shape: [x.size] });
  return { type: 'flatten', args: [], name: undefined, plan };
}

/**
 * The same numbers in another shape, such as [8, 8, 1] for images of 64 columns. Nothing is copied.
 *
 * @param shape lengths of at least 1 whose product is the number of inputs.
 * @throws RangeError for other lengths, and from `fit` where the product is another.
 */
export function reshape(shape: Shape): Layer {
  checkShape('reshape', 'shape', shape);
  const plan: Layer['plan'] = (p, x) => {
    if (sizeOf(shape) !== x.size)
      fail(
        p.where,
        'shape',
        `hold ${x.size} numbers, as its input does`,
        `shape ${shape.join(' × ')}`,
      );
    return { ...x, shape: [...shape] };
  };
  return { type: 'reshape', args: [shape], name: undefined, plan };
}
