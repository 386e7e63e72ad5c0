/** Files of weights that other frameworks write and read. */
import { checkKeys, fail } from '../check.ts';
import { type Layer, type Shape, sizeOf } from '../layer/layer.ts';
import type { FloatArray, Label } from '../memory/types.ts';
import { readSafetensors, type StoredTensor, writeSafetensors } from '../model/safetensors.ts';
import type { NetworkState } from './fittedNetwork.ts';
import { type LayerNames, type Layout, pairings } from './layouts.ts';
import { checkClasses } from './networkContent.ts';
import { outlineOf } from './outline.ts';
import type { Fitted } from './predictor.ts';
import { unscaled } from './unscale.ts';

/** Options of files for other frameworks. */
export interface ExchangeOptions {
  /** Whose names and axes: 'pytorch' or 'keras'. */
  layout: Layout;
  /** How layers are called there, by our names: { dense1: '0', dense3: '2' }; default the same. */
  names?: LayerNames;
}

/** Options of networks that were trained elsewhere. */
export interface ImportOptions extends ExchangeOptions {
  /** The classes, one per output and in their order, where the network predicts classes. */
  classes?: readonly Label[];
  /** Type of the loss it was trained with; default 'crossEntropy' with classes, else 'mse'. */
  loss?: string;
}

/** The weights of a network as safetensors of another framework. */
export function exported(fitted: Fitted, options: ExchangeOptions): Uint8Array<ArrayBuffer> {
  checkKeys('toSafetensors', options, ['layout', 'names']);
  const { layout, names = {} } = options;
  const plain = unscaled('toSafetensors', fitted);
  const tensors = pairings('toSafetensors', layout, plain, names).map((pair) => {
    const data = pair.out(plain.weights.get(pair.ours) as FloatArray);
    const dtype = data instanceof Float64Array ? 'F64' : 'F32';
    return [pair.theirs, { dtype, shape: pair.shape, data } as StoredTensor] as const;
  });
  return writeSafetensors({ tensors: new Map(tensors), metadata: new Map() });
}

/** What PyTorch counts, and nobody needs. */
const COUNTER = '.num_batches_tracked';

/** A network of these layers with the weights of such a file. */
export function imported(
  layers: readonly Layer[],
  input: Shape,
  bytes: Uint8Array,
  options: ImportOptions,
): NetworkState {
  const where = 'fromSafetensors';
  checkKeys(where, options, ['layout', 'names', 'classes', 'loss']);
  const { layout, names = {}, classes } = options;
  const { loss = classes ? 'crossEntropy' : 'mse' } = options;
  const { tensors } = readSafetensors(where, 'bytes', bytes);
  const pairs = pairings(where, layout, { layers, input }, names);
  checkClasses(where, 'classes', classes, sizeOf(outlineOf(where, layers, input).output));
  const wanted = new Set(pairs.map(({ theirs }) => theirs));
  for (const name of tensors.keys())
    if (!wanted.has(name) && !name.endsWith(COUNTER))
      fail(where, 'bytes', `hold tensors of the layers: ${[...wanted].join(', ')}`, name);
  const weights = pairs.map(({ ours, theirs, shape, back }) => {
    const tensor = tensors.get(theirs);
    const rule = `hold ${theirs} of shape ${shape.join(' × ')}`;
    if (tensor?.shape.join() !== shape.join())
      fail(where, 'bytes', rule, tensor ? tensor.shape.join(' × ') : 'none');
    return [ours, back(Float32Array.from(tensor!.data))] as const;
  });
  const provenance = { seed: '', rows: 0, batchSize: 0, epochs: 0, refit: false };
  return {
    ...{ layers, input, classes, weights: new Map(weights), history: [], bestEpoch: 0 },
    ...{ ending: 'import', loss: { type: loss, args: [] } },
    provenance: { ...provenance, optimizer: layout, lr: undefined },
  };
}
