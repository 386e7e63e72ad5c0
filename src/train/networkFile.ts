/** Files of fitted networks. */
import { fail } from '../check.ts';
import { sizeOf } from '../layer/layer.ts';
import type { StoredTensor } from '../model/safetensors.ts';
import { opened, sealed } from '../model/tensorFile.ts';
import type { NetworkState } from './fittedNetwork.ts';
import { checkClasses, checkContent, type NetworkContent } from './networkContent.ts';
import { outlineOf } from './outline.ts';
import { layerOf, specOf } from './spec.ts';
import type { Weights } from './store.ts';

export function networkBytes({ layers, weights, ...state }: NetworkState): Uint8Array<ArrayBuffer> {
  const { parameters, states } = outlineOf('save', layers, state.input);
  const tensors = [...parameters, ...states].map(({ name, shape }) => {
    const data = weights.get(name)!;
    const dtype = data instanceof Float64Array ? 'F64' : 'F32';
    return [name, { dtype, shape, data } as StoredTensor] as const;
  });
  const plain = { layers: layers.map(specOf), loss: specOf(state.loss) };
  return sealed('network', { ...state, ...plain }, new Map(tensors));
}

/** @throws RangeError or TypeError that says what is wrong with the file. */
export function networkState(bytes: Uint8Array): NetworkState {
  const { content, tensors } = opened<NetworkContent>('load', 'source', 'network', bytes);
  checkContent(content);
  const layers = content.layers.map((spec) => layerOf('load', spec ?? {}));
  const { parameters, states, output } = outlineOf('load', layers, content.input);
  checkClasses('load', 'classes in the file', content.classes, sizeOf(output));
  const named = [...parameters, ...states];
  if (tensors.size !== named.length)
    fail('load', 'source', `hold ${named.length} tensors`, tensors.size);
  const weights: [string, Float32Array | Float64Array][] = named.map(({ name, shape }) => {
    const data = tensors.get(name)?.data;
    const isReal = data instanceof Float32Array || data instanceof Float64Array;
    if (!isReal || data.length !== sizeOf(shape))
      fail('load', 'source', `hold ${sizeOf(shape)} numbers as ${name}`, data?.length);
    return [name, data];
  });
  return { ...content, classes: content.classes, layers, weights: new Map(weights) as Weights };
}
