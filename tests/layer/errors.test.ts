/** What layers refuse, and in which words. */
import { describe, expect, test } from 'vitest';
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
} from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { sequential } from '../../src/train/index.ts';
import { planned } from '../support/planned.ts';

const ROWS = Array.from({ length: 20 }, (_, i) => Array.from({ length: 6 }, (_, j) => i + j));
const NUMBERS = ROWS.map((_, i) => i);
const ONE_EPOCH = { epochs: 1, batchSize: 4 };

describe('errors', () => {
  test.each([
    [() => reshape([2, 0]), 'reshape: shape[1] must be an integer >= 1, got 0'],
    [() => conv2d(0, 3), 'conv2d: filters must be an integer >= 1, got 0'],
    [() => conv2d(4, [3, 0]), 'conv2d: kernel[1] must be an integer >= 1, got 0'],
    [
      () => conv2d(4, [3] as never),
      'conv2d: kernel must be a number or a pair [height, width], got an array of length 1',
    ],
    [
      () => conv2d(4, 3, { padding: 'full' as never }),
      `conv2d: padding must be 'same' or 'valid', got "full"`,
    ],
    [
      () => conv2d(4, 3, { strides: 2 } as never),
      'conv2d: unknown option strides; did you mean stride?',
    ],
    [() => conv1d(4, 3, { stride: 0 }), 'conv1d: stride must be an integer >= 1, got 0'],
    [() => depthwiseConv2d(1.5), 'depthwiseConv2d: kernel must be an integer >= 1, got 1.5'],
    [() => maxPool2d(2, { stride: 0 }), 'maxPool2d: stride must be an integer >= 1, got 0'],
    [() => maxPool1d(0), 'maxPool1d: size must be an integer >= 1, got 0'],
    [() => avgPool1d(0), 'avgPool1d: size must be an integer >= 1, got 0'],
    [() => activation('swish' as never), 'activation: activation must be one of linear, relu,'],
    [() => embedding(0, 4), 'embedding: vocabulary must be an integer >= 1, got 0'],
    [() => embedding(4, 1.5), 'embedding: dimensions must be an integer >= 1, got 1.5'],
    [() => groupNorm(0), 'groupNorm: groups must be an integer >= 1, got 0'],
    [() => layerNorm({ epsilon: 0 }), 'layerNorm: epsilon must lie in (0, 1), got 0'],
    [() => batchNorm({ momentum: 1 }), 'batchNorm: momentum must lie in [0, 1), got 1'],
    [() => batchNorm({ epsilon: -1 }), 'batchNorm: epsilon must lie in (0, 1), got -1'],
    [() => batchNorm({ ghostBatch: 1 }), 'batchNorm: ghostBatch must be an integer >= 2, got 1'],
    [() => batchNorm({ freese: true } as never), 'batchNorm: unknown option freese; did you mean'],
    [() => residual([]), 'residual: layers must be a list of layers, got an array of length 0'],
    [() => residual([3 as never]), 'residual: layers[0] must be a layer such as dense(10), got 3'],
    [() => residual([dense(3)], { dropPath: 1 }), 'residual: dropPath must lie in [0, 1), got 1'],
    [() => dense(3, { dropConnect: -0.1 }), 'dense: dropConnect must lie in [0, 1), got -0.1'],
    [
      () => dropout(Number.NaN),
      'dropout: rate must lie in [0, 1), got NaN; rate is the share dropped, not kept',
    ],
    [
      () => dropout(0.5, { kind: 'binomial' as never }),
      'dropout: kind must be one of bernoulli, gaussian, alpha, spatial, block, got "binomial"',
    ],
    [
      () => dropout(0.5, { kind: 'gaussian', scaling: 'inference' }),
      'dropout: scaling must be inverted for kind gaussian, got "inference"',
    ],
    [
      () => dropout(0.5, { scaling: 'weights' as never }),
      'dropout: scaling must be inverted or inference for kind bernoulli, got "weights"',
    ],
    [
      () => dropout(0.5, { kind: 'alpha', shape: [1] }),
      'dropout: shape must be left out for this kind, got "alpha"',
    ],
    [() => dropout(0.5, { shape: [2 as never] }), 'dropout: shape[0] must be 1 or null, got 2'],
    [
      () => dropout(0.5, { kind: 'block', blockSize: 0 }),
      'dropout: blockSize must be an integer >= 1, got 0',
    ],
    [() => noise.input(-1), 'noise.input: sigma must be a finite number >= 0, got -1'],
    [
      () => noise.input(1, { kind: 'add' as never }),
      "noise.input: kind must be 'additive' or 'multiplicative', got \"add\"",
    ],
    [
      () => noise.activations(Infinity),
      'noise.activations: sigma must be a finite number >= 0, got Infinity',
    ],
    [() => noise.weights(Number.NaN), 'noise.weights: sigma must be a finite number >= 0, got NaN'],
    [
      () => noise.weights(1, { relativ: true } as never),
      'noise.weights: unknown option relativ; did you mean relative?',
    ],
    [() => reshape(6 as never), 'reshape: shape must be a list of lengths, got 6'],
    [
      () => sequential([dense(1)], { inputShape: [2.5] }),
      'sequential: inputShape[0] must be an integer >= 1, got 2.5',
    ],
    [
      () => sequential([dense(1)], { inputshape: [2] } as never),
      'sequential: unknown option inputshape; did you mean inputShape?',
    ],
  ])('of a value, case %#', (make, message) => {
    expect(make).toThrow(message);
  });

  test.each([
    [
      sequential([flatten(), dense(1)], { inputShape: [2, 2] }),
      'fit: X columns must have length 4 (the product of inputShape), got 6',
    ],
    [
      sequential([reshape([4, 2]), flatten(), dense(1)]),
      'fit: reshape1: shape must hold 6 numbers, as its input does, got "shape 4 × 2"',
    ],
    [
      sequential([conv2d(2, 3), dense(1)]),
      'fit: conv2d1: input must have shape [height, width, channels], got "shape 6"; ' +
        'give sequential inputShape, or put reshape before it',
    ],
    [
      sequential([conv2d(2, [1, 4]), dense(1)], { inputShape: [2, 3, 1] }),
      'fit: conv2d1: input width must be at least 4, that of the window, got 3',
    ],
    [
      sequential([conv1d(2, 3), dense(1)]),
      'fit: conv1d1: input must have shape [length, channels], got "shape 6"; ' +
        'give sequential inputShape, or put reshape before it',
    ],
    [
      sequential([conv1d(2, 4)], { inputShape: [3, 2] }),
      'fit: conv1d1: input width must be at least 4, that of the window, got 3',
    ],
    [
      sequential([depthwiseConv2d(2)], { inputShape: [3, 2] }),
      'fit: depthwiseConv2d1: input must have shape [height, width, channels], got "shape 3 × 2"',
    ],
    [
      sequential([depthwiseConv2d([4, 1])], { inputShape: [3, 2, 1] }),
      'fit: depthwiseConv2d1: input height must be at least 4, that of the window, got 3',
    ],
    [
      sequential([maxPool2d(2)]),
      'fit: maxPool2d1: input must have shape [height, width, channels], got "shape 6"',
    ],
    [
      sequential([maxPool2d(3)], { inputShape: [3, 2, 1] }),
      'fit: maxPool2d1: input width must be at least 3, that of the window, got 2',
    ],
    [
      sequential([avgPool2d(2)], { inputShape: [6, 1] }),
      'fit: avgPool2d1: input must have shape [height, width, channels], got "shape 6 × 1"',
    ],
    [
      sequential([avgPool2d([3, 1])], { inputShape: [2, 3, 1] }),
      'fit: avgPool2d1: input height must be at least 3, that of the window, got 2',
    ],
    [
      sequential([globalMaxPool()]),
      'fit: globalMaxPool1: input must be an image or a sequence, got "shape 6"',
    ],
    [
      sequential([maxPool1d(), dense(1)]),
      'fit: maxPool1d1: input must have shape [length, channels], got "shape 6"',
    ],
    [
      sequential([globalAvgPool(), dense(1)]),
      'fit: globalAvgPool1: input must be an image or a sequence, got "shape 6"',
    ],
    [
      sequential([residual([dense(5)])]),
      'fit: residual1: layers must keep the shape 6 of the input, to which they are added, ' +
        'got "shape 5"',
    ],
    [
      sequential([residual([dense(5), residual([conv2d(3, 1)])])]),
      'fit: residual1.residual2.conv2d1: input must have shape [height, width, channels]',
    ],
    [
      sequential([dense(2, { name: 'a' }), dense(1, { name: 'a' })]),
      'fit: name of a layer must be given once, got "a"',
    ],
    [sequential([groupNorm(4)]), 'fit: groupNorm1: groups must divide its 6 channels, got 4'],
    [
      sequential([dropout(0.5, { shape: [1, null] }), dense(1)]),
      'fit: dropout1: shape must have 1 lengths, as its input has, got 2',
    ],
    [
      sequential([dropout(0.5, { kind: 'block' }), dense(1)]),
      'fit: dropout1: input must have shape [height, width, channels], got "shape 6"',
    ],
    [
      sequential([dense(4), embedding(5, 2), flatten(), dense(1)]),
      'fit: embedding2: input must be the network\'s own, got "another"; put it first',
    ],
    [
      sequential([embedding(10, 2), flatten(), dense(1)]),
      'fit: X[5][5] must be an integer from 0 to 9, an index of the embedding, got 10',
    ],
    [
      sequential([dense(1)], { inputShape: [2, 3] }),
      'fit: dense1: input must be flat, got "shape 2 × 3"; put flatten() before it',
    ],
  ])('of shapes, case %#', async (net, message) => {
    await expect(net.fit(ROWS, NUMBERS, ONE_EPOCH)).rejects.toThrow(message);
  });
});

test('a network of images is given its rows', async () => {
  const net = sequential([flatten(), dense(1)], { inputShape: [2, 3, 1] });
  const fitted = await net.fit(ROWS, NUMBERS, ONE_EPOCH);
  expect(fitted.predict(ROWS)).toHaveLength(20);
});

test('an embedding is given what it has rows for', async () => {
  const net = sequential([embedding(30, 2), flatten(), dense(1)]);
  const fitted = await net.fit(ROWS, NUMBERS, ONE_EPOCH);
  expect(fitted.weights.get('embedding1.weight')).toHaveLength(60);
  expect(() => fitted.predict([[0, 1, 2.5, 3, 4, 5]])).toThrow(
    'predict: X[0][2] must be an integer from 0 to 29, an index of the embedding, got 2.5',
  );
});

test('a batch of one has no statistics', () => {
  const plan = (layer: Layer, input: Shape) => () =>
    planned([layer], input, { batch: 1 }, ({ plan: { batch } }) => batch);
  expect(plan(batchNorm(), [3])).toThrow(
    'test: batchNorm1: batch must have at least 2 samples in training, got 1',
  );
  expect(plan(batchNorm({ freeze: true }), [3])()).toBe(1);
  expect(plan(batchNorm(), [2, 2, 3])()).toBe(1);
});
