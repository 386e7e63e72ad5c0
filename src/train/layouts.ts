/** Weights as other frameworks name them and lay them out. */
import { fail } from '../check.ts';
import type { Layer, Shape } from '../layer/layer.ts';
import { sizeOf } from '../layer/layer.ts';
import type { FloatArray } from '../memory/types.ts';
import { outlineOf } from './outline.ts';

/** Whose names and axes. */
export type Layout = 'pytorch' | 'keras';

/** A tensor there: its name, our axes in its order, and where it has an axis of length 1 besides. */
interface Foreign {
  readonly name: string;
  readonly axes?: readonly number[];
  readonly one?: number;
}

type Names = Readonly<Record<string, Foreign>>;

const BIAS = { bias: { name: 'bias' } };
const TORCH_NORM = { scale: { name: 'weight' }, shift: { name: 'bias' } };
const KERAS_NORM = { scale: { name: 'gamma' }, shift: { name: 'beta' } };

/**
 * By the type of a layer and our name: PyTorch has outputs first and channels before places, Keras has
 * our order.
 */
const LAYOUTS: Readonly<Record<Layout, Readonly<Record<string, Names>>>> = {
  pytorch: {
    dense: { weight: { name: 'weight', axes: [1, 0] }, ...BIAS },
    conv1d: { weight: { name: 'weight', axes: [2, 1, 0] }, ...BIAS },
    conv2d: { weight: { name: 'weight', axes: [3, 2, 0, 1] }, ...BIAS },
    depthwiseConv2d: { weight: { name: 'weight', axes: [2, 0, 1], one: 1 }, ...BIAS },
    embedding: { weight: { name: 'weight' } },
    batchNorm: {
      ...TORCH_NORM,
      mean: { name: 'running_mean' },
      variance: { name: 'running_var' },
    },
    layerNorm: TORCH_NORM,
    groupNorm: TORCH_NORM,
  },
  keras: {
    dense: { weight: { name: 'kernel' }, ...BIAS },
    conv1d: { weight: { name: 'kernel' }, ...BIAS },
    conv2d: { weight: { name: 'kernel' }, ...BIAS },
    depthwiseConv2d: { weight: { name: 'kernel', one: 3 }, ...BIAS },
    embedding: { weight: { name: 'embeddings' } },
    batchNorm: {
      ...KERAS_NORM,
      mean: { name: 'moving_mean' },
      variance: { name: 'moving_variance' },
    },
    layerNorm: KERAS_NORM,
    groupNorm: KERAS_NORM,
  },
};

/** A tensor of ours and its counterpart. */
export interface Pairing {
  /** Our name, such as 'dense1.weight', and its shape there. */
  readonly ours: string;
  readonly theirs: string;
  readonly shape: Shape;
  /** The same numbers in the other order. */
  readonly out: (data: FloatArray) => FloatArray;
  readonly back: (data: FloatArray) => FloatArray;
}

/** How layers are called there, by our names; default the same. */
export type LayerNames = Readonly<Record<string, string>>;

/** All tensors of a network. @throws RangeError for a layout that is none of them. */
export function pairings(
  where: string,
  layout: Layout,
  network: { readonly layers: readonly Layer[]; readonly input: Shape },
  names: LayerNames,
): Pairing[] {
  if (!Object.hasOwn(LAYOUTS, layout))
    fail(where, 'layout', `be one of ${Object.keys(LAYOUTS).join(', ')}`, layout);
  const found = inside(where, LAYOUTS[layout], network.layers, network.input, '');
  const known = new Set(found.map(({ layer }) => layer));
  for (const name of Object.keys(names))
    if (!known.has(name)) fail(where, 'names', `name layers: ${[...known].join(', ')}`, name);
  return found.map(({ layer, own, ...pairing }) => ({
    ...pairing,
    ours: `${layer}.${own}`,
    theirs: `${names[layer] ?? layer}.${pairing.theirs}`,
  }));
}

type Found = Omit<Pairing, 'ours'> & { readonly layer: string; readonly own: string };

function inside(
  where: string,
  table: Readonly<Record<string, Names>>,
  layers: readonly Layer[],
  input: Shape,
  prefix: string,
): Found[] {
  const { layers: outlined, parameters, states } = outlineOf(where, layers, input);
  const shapes = new Map([...parameters, ...states].map(({ name, shape }) => [name, shape]));
  return layers.flatMap((layer, k) => {
    const { name } = outlined[k]!;
    const full = `${prefix}${name}`;
    const before = outlined[k - 1]?.shape ?? input;
    if (layer.type === 'residual')
      return inside(where, table, layer.args[0] as readonly Layer[], before, `${full}.`);
    const names = table[layer.type];
    if (!names && [...shapes.keys()].some((key) => key.startsWith(`${name}.`)))
      fail(where, full, `be one of ${Object.keys(table).join(', ')}`, layer.type);
    return Object.entries(names ?? {}).flatMap(([own, foreign]): Found[] => {
      const shape = shapes.get(`${name}.${own}`);
      if (!shape) return [];
      const flat = foreign.axes ? flattenBefore(layers, k) : -1;
      const places = flat < 0 ? [] : (outlined[flat - 1]?.shape ?? input);
      return [{ layer: full, own, ...pairing(foreign, shape, places) }];
    });
  });
}

/** Layers that leave the order of numbers as it is. */
const SAME = ['activation', 'dropout', 'activationNoise', 'inputNoise', 'weightNoise'];

/** The place of the `flatten` whose numbers reach layer k in their order; −1 where there is none. */
function flattenBefore(layers: readonly Layer[], k: number): number {
  let at = k - 1;
  while (at >= 0 && SAME.includes(layers[at]!.type)) at--;
  return at >= 0 && layers[at]!.type === 'flatten' ? at : -1;
}

/** `places`: what a dense layer's inputs were before they were flattened, channels last. */
function pairing({ name, axes, one }: Foreign, shape: Shape, places: Shape) {
  const ours = places.length > 0 ? [...places, shape.at(-1)!] : shape;
  const order = orderOf(ours, axes, places.length);
  const theirs = (axes ?? shape.map((_, k) => k)).map((k) => shape[k]!);
  if (one !== undefined) theirs.splice(one, 0, 1);
  return {
    theirs: name,
    shape: theirs,
    out: (data: FloatArray) => data.map((_, at) => data[order[at]!]!),
    back: (data: FloatArray) => {
      const turned = data.slice();
      order.forEach((from, at) => {
        turned[from] = data[at]!;
      });
      return turned;
    },
  };
}

/** Where each number there, in order, lies here. */
function orderOf(ours: Shape, axes: readonly number[] | undefined, places: number): Int32Array {
  const last = ours.length - 1;
  const channelsFirst = [last, last - 1, ...Array.from({ length: last - 1 }, (_, k) => k)];
  const order = places > 0 ? channelsFirst : (axes ?? ours.map((_, k) => k));
  const strides = ours.map((_, k) => sizeOf(ours.slice(k + 1)));
  return Int32Array.from({ length: sizeOf(ours) }, (_, index) => {
    let rest = index;
    let from = 0;
    for (let k = order.length - 1; k >= 0; k--) {
      const axis = order[k]!;
      from += (rest % ours[axis]!) * strides[axis]!;
      rest = Math.floor(rest / ours[axis]!);
    }
    return from;
  });
}
