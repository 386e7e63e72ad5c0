/** What layers refuse, and in which words. */
import { describe, expect, test } from 'vitest';
import { dense, flatten, reshape } from '../../src/layer/index.ts';
import { sequential } from '../../src/train/index.ts';

const ROWS = Array.from({ length: 20 }, (_, i) => Array.from({ length: 6 }, (_, j) => i + j));
const NUMBERS = ROWS.map((_, i) => i);
const ONE_EPOCH = { epochs: 1, batchSize: 4 };

describe('errors', () => {
  test.each([
    [() => reshape([2, 0]), 'reshape: shape[1] must be an integer >= 1, got 0'],
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
