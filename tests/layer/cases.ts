/** One entry or more per layer of the barrel: a layer that is exported but not tested is a type error. */

import type * as layers from '../../src/layer/index.ts';
import type { ActivationName } from '../../src/layer/index.ts';
import {
  activation,
  avgPool1d,
  avgPool2d,
  batchNorm,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  globalAvgPool,
  globalMaxPool,
  groupNorm,
  layerNorm,
  maxPool1d,
  maxPool2d,
  noise,
  reshape,
  residual,
  standardize,
  unstandardize,
} from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';

export interface LayerCase {
  readonly title: string;
  readonly layers: readonly Layer[];
  /** Shape of a sample. */
  readonly input: Shape;
  /** Of the output. */
  readonly output: Shape;
  /** Number i of the input, where it may not be any number. */
  readonly value?: (i: number) => number;
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
    single('dense with dropConnect', dense(7, { dropConnect: 0.4 }), [5], [7]),
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
  standardize: [single('standardize', standardize(), [7], [7])],
  unstandardize: [single('unstandardize', unstandardize(), [7], [7])],
  reshape: [
    { title: 'reshape', layers: [reshape([2, 3]), batchNorm()], input: [6], output: [2, 3] },
  ],
  conv2d: [
    single('conv2d', conv2d(3, 3), [5, 4, 2], [3, 2, 3]),
    single('conv2d of one channel', conv2d(9, [2, 3], { useBias: false }), [3, 4, 1], [2, 2, 9]),
    single('conv2d same', conv2d(4, 3, { padding: 'same' }), [4, 3, 5], [4, 3, 4]),
    single('conv2d 4 same', conv2d(2, 4, { padding: 'same', stride: 2 }), [5, 3, 2], [3, 2, 2]),
    single('conv2d strides', conv2d(2, 2, { stride: [2, 3] }), [5, 6, 3], [2, 2, 2]),
    single('conv2d with relu', conv2d(5, 2, { activation: 'relu' }), [3, 3, 2], [2, 2, 5]),
    single('conv2d of points', conv2d(6, 1, { activation: 'silu' }), [2, 3, 5], [2, 3, 6]),
    {
      title: 'convolutions',
      layers: [conv2d(3, 2), conv2d(2, 1), avgPool2d(2), flatten(), dense(2)],
      ...{ input: [5, 5, 1], output: [2] },
    },
  ],
  conv1d: [
    single('conv1d', conv1d(3, 3), [7, 2], [5, 3]),
    single('conv1d same', conv1d(5, 4, { padding: 'same', stride: 2 }), [7, 3], [4, 5]),
  ],
  depthwiseConv2d: [
    single('depthwise', depthwiseConv2d(2), [4, 3, 5], [3, 2, 5]),
    single('depthwise same', depthwiseConv2d(3, { padding: 'same' }), [3, 4, 2], [3, 4, 2]),
    single(
      'depthwise strides',
      depthwiseConv2d([3, 1], { stride: 2, useBias: false, activation: 'tanh' }),
      ...([
        [5, 3, 4],
        [2, 2, 4],
      ] as const),
    ),
  ],
  maxPool2d: [
    single('maxPool2d', maxPool2d(2), [4, 5, 3], [2, 2, 3]),
    single('maxPool2d overlapping', maxPool2d([3, 2], { stride: 1 }), [4, 3, 5], [2, 2, 5]),
  ],
  avgPool2d: [
    single('avgPool2d', avgPool2d(2), [5, 4, 3], [2, 2, 3]),
    single('avgPool2d overlapping', avgPool2d([2, 3], { stride: [1, 2] }), [3, 5, 9], [2, 2, 9]),
  ],
  maxPool1d: [
    single('maxPool1d', maxPool1d(), [6, 3], [3, 3]),
    single('maxPool1d overlapping', maxPool1d(3, { stride: 2 }), [8, 1], [3, 1]),
  ],
  avgPool1d: [
    single('avgPool1d', avgPool1d(), [7, 3], [3, 3]),
    single('avgPool1d overlapping', avgPool1d(3, { stride: 2 }), [8, 2], [3, 2]),
  ],
  globalAvgPool: [
    single('globalAvgPool', globalAvgPool(), [3, 2, 5], [5]),
    single('globalAvgPool of sequences', globalAvgPool(), [4, 3], [3]),
  ],
  globalMaxPool: [single('globalMaxPool', globalMaxPool(), [3, 2, 5], [5])],
  batchNorm: [
    single('batchNorm', batchNorm(), [7], [7]),
    single('batchNorm in parts', batchNorm({ ghostBatch: 2 }), [5], [5]),
    single('batchNorm of images in parts', batchNorm({ ghostBatch: 3 }), [2, 2, 3], [2, 2, 3]),
    single('batchNorm, frozen', batchNorm({ freeze: true }), [6], [6]),
    single('batchNorm of images', batchNorm({ epsilon: 0.01 }), [3, 2, 5], [3, 2, 5]),
  ],
  embedding: [
    { ...single('embedding', embedding(7, 5), [3], [3, 5]), value: (i) => (i * 5) % 7 },
    {
      ...{ title: 'embedding, summed up', layers: [embedding(4, 3), globalAvgPool(), dense(2)] },
      ...{ input: [6], output: [2], value: (i) => (i * i) % 4 },
    },
  ],
  layerNorm: [
    single('layerNorm', layerNorm(), [7], [7]),
    single('layerNorm of images', layerNorm({ epsilon: 0.01 }), [2, 3, 6], [2, 3, 6]),
  ],
  groupNorm: [
    single('groupNorm', groupNorm(2), [3, 2, 6], [3, 2, 6]),
    single('groupNorm of all', groupNorm(1), [2, 2, 5], [2, 2, 5]),
    single('groupNorm of each', groupNorm(4), [5, 4], [5, 4]),
  ],
  residual: [
    single('residual', residual([dense(9, { activation: 'relu' }), dense(6)]), [6], [6]),
    single('residual of nothing', residual([flatten()]), [5], [5]),
    single(
      'residual in residual',
      residual([layerNorm(), residual([dense(4), activation('tanh')]), dense(4)]),
      ...([[4], [4]] as const),
    ),
    {
      title: 'residual with dropPath',
      layers: [
        conv2d(3, 2, { padding: 'same', activation: 'relu' }),
        residual([conv2d(3, 3, { padding: 'same' })], { dropPath: 0.5 }),
      ],
      ...{ input: [3, 2, 2], output: [3, 2, 3] },
    },
  ],
  dropout: [
    single('dropout', dropout(0.4), [13], [13]),
    single('dropout of nothing', dropout(0), [5], [5]),
    single('dropout, scaled later', dropout(0.4, { scaling: 'inference' }), [13], [13]),
    single('dropout of rows', dropout(0.4, { shape: [1, null, 1] }), [3, 4, 5], [3, 4, 5]),
    single('dropout, gaussian', dropout(0.4, { kind: 'gaussian' }), [13], [13]),
    single('dropout, alpha', dropout(0.4, { kind: 'alpha' }), [13], [13]),
    single('dropout, spatial', dropout(0.4, { kind: 'spatial' }), [3, 2, 6], [3, 2, 6]),
    single('dropout, block', dropout(0.4, { kind: 'block', blockSize: 2 }), [4, 5, 3], [4, 5, 3]),
  ],
};

const NOISE: Record<keyof typeof layers.noise, readonly LayerCase[]> = {
  input: [
    single('noise on inputs', noise.input(0.3), [7], [7]),
    single('noise that multiplies', noise.input(0.3, { kind: 'multiplicative' }), [7], [7]),
  ],
  activations: [
    {
      ...{ title: 'noise within', layers: [dense(5), noise.activations(0.5), dense(2)] },
      ...{ input: [3], output: [2] },
    },
  ],
  weights: [noise.weights(0.3), noise.weights(0.3, { relative: true }), noise.weights(0)].map(
    (layer, k) => ({
      ...{ title: `noise on weights ${k}`, layers: [layer, dense(5), residual([dense(5)])] },
      ...{ input: [3], output: [5] },
    }),
  ),
};

export const LAYER_CASES: readonly LayerCase[] = [CASES, NOISE].flatMap((cases) =>
  Object.values(cases).flat(),
);
