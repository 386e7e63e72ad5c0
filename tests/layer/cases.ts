/** One entry or more per layer of the barrel: a layer that is exported but not tested is a type error. */

import type * as layers from '../../src/layer/index.ts';
import type { ActivationName } from '../../src/layer/index.ts';
import { activation, batchNorm, dense, dropout, flatten, reshape } from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';

export interface LayerCase {
  readonly title: string;
  readonly layers: readonly Layer[];
  /** Shape of a sample. */
  readonly input: Shape;
  /** Of the output. */
  readonly output: Shape;
}

type Factory = {
  [K in keyof typeof layers]: (typeof layers)[K] extends (...args: never[]) => Layer ? K : never;
}[keyof typeof layers];

const single = (title: string, layer: Layer, input: Shape, output: Shape): LayerCase => ({
  ...{ title, layers: [layer], input, output },
});

const ACTIVATIONS: readonly ActivationName[] = [
  ...(['linear', 'relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'silu'] as const),
  ...(['softplus', 'sigmoid', 'tanh', 'softmax'] as const),
];

const CASES: Record<Factory, readonly LayerCase[]> = {
  dense: [
    single('dense', dense(7), [5], [7]),
    single('dense without bias', dense(3, { useBias: false }), [6], [3]),
    single('dense with relu', dense(9, { activation: 'relu' }), [4], [9]),
    single('dense with tanh', dense(10, { activation: 'tanh' }), [3], [10]),
    {
      title: 'two',
      layers: [dense(6, { activation: 'sigmoid' }), dense(2)],
      input: [3],
      output: [2],
    },
  ],
  activation: [
    ...ACTIVATIONS.map((name) => single(`activation ${name}`, activation(name), [7], [7])),
    single('softmax of images', activation('softmax'), [2, 2, 5], [2, 2, 5]),
    single('softmax of one', activation('softmax'), [1], [1]),
  ],
  flatten: [single('flatten', flatten(), [2, 3, 2], [12]), single('flat', flatten(), [3], [3])],
  reshape: [
    { title: 'reshape', layers: [reshape([2, 3]), batchNorm()], input: [6], output: [2, 3] },
  ],
  batchNorm: [
    single('batchNorm', batchNorm(), [7], [7]),
    single('batchNorm of images', batchNorm({ epsilon: 0.01 }), [3, 2, 5], [3, 2, 5]),
  ],
  dropout: [
    single('dropout', dropout(0.4), [13], [13]),
    single('dropout of nothing', dropout(0), [5], [5]),
  ],
};

export const LAYER_CASES: readonly LayerCase[] = Object.values(CASES).flat();
