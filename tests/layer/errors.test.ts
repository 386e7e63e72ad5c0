/** What layers refuse, and in which words. */
import { describe, expect, test } from 'vitest';
import {
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  flatten,
  globalAvgPool,
  maxPool1d,
  maxPool2d,
  reshape,
} from '../../src/layer/index.ts';
import { sequential } from '../../src/train/index.ts';

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
      sequential([maxPool1d(), dense(1)]),
      'fit: maxPool1d1: input must have shape [length, channels], got "shape 6"',
    ],
    [
      sequential([globalAvgPool(), dense(1)]),
      'fit: globalAvgPool1: input must be an image or a sequence, got "shape 6"',
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
