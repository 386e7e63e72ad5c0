/** Networks of images, sequences and indices learn what flat ones cannot see at once. */
import { expect, test } from 'vitest';
import {
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
  type Layer,
  maxPool2d,
  noise,
  residual,
} from '../../src/layer/index.ts';
import { adamW } from '../../src/optimizer/index.ts';
import { sequential } from '../../src/train/index.ts';
import { random } from '../support/random.ts';

const { normal, uniform } = random(11);
const SIDE = 8;

/** A bar of three pixels somewhere in noise, lying or standing. */
const BARS = Array.from({ length: 240 }, (_, i) => {
  const image = Array.from({ length: SIDE * SIDE }, () => 0.2 * normal());
  const [long, short] = [Math.floor(uniform() * (SIDE - 2)), Math.floor(uniform() * SIDE)];
  for (let k = 0; k < 3; k++)
    image[i % 2 ? (long + k) * SIDE + short : short * SIDE + long + k]! += 1.5;
  return image;
});
const DIRECTIONS = BARS.map((_, i) => (i % 2 ? 'standing' : 'lying'));

const OPTIONS = { optimizer: adamW({ lr: 0.02 }), epochs: 12, batchSize: 24, seed: 5 };

const NETS: Readonly<Record<string, readonly Layer[]>> = {
  convolutions: [conv2d(6, 3, { activation: 'relu' }), globalMaxPool(), dense(2)],
  'all kinds of layers': [
    noise.weights(0.02),
    noise.input(0.05),
    conv2d(8, 3, { padding: 'same', activation: 'gelu' }),
    residual([groupNorm(2), conv2d(8, 3, { padding: 'same', activation: 'silu' })], {
      dropPath: 0.1,
    }),
    dropout(0.1, { kind: 'spatial' }),
    maxPool2d(2),
    depthwiseConv2d(3, { padding: 'same' }),
    conv2d(8, 1, { useBias: false }),
    batchNorm({ ghostBatch: 12 }),
    avgPool2d(2),
    flatten(),
    dense(2, { dropConnect: 0.1 }),
  ],
};

test.each(Object.entries(NETS))('images by %s', async (_, layers) => {
  const net = sequential(layers, { inputShape: [SIDE, SIDE, 1] });
  const fitted = await net.fit(BARS, DIRECTIONS, OPTIONS);
  const hits = fitted.predict(BARS).filter((label, i) => label === DIRECTIONS[i]).length;
  expect(hits / BARS.length).toBeGreaterThan(0.9);
  const again = await net.fit(BARS, DIRECTIONS, { ...OPTIONS, epochs: 2 });
  expect(again.history).toEqual(fitted.history.slice(0, 2));
});

test('sequences', async () => {
  // whether a rise or a fall goes through a row of noise
  const rows = Array.from({ length: 200 }, (_, i) => {
    const place = Math.floor(uniform() * 12);
    const step = i % 2 ? 1 : -1;
    return Array.from({ length: 16 }, (_, j) => 0.1 * normal() + (j > place ? step : 0));
  });
  const labels = rows.map((_, i) => (i % 2 ? 'up' : 'down'));
  const net = sequential([conv1d(4, 3, { activation: 'elu' }), globalAvgPool(), dense(2)], {
    inputShape: [16, 1],
  });
  const fitted = await net.fit(rows, labels, OPTIONS);
  const hits = fitted.predict(rows).filter((label, i) => label === labels[i]).length;
  expect(hits / rows.length).toBeGreaterThan(0.9);
});

test('indices', async () => {
  // words from one half of the vocabulary, or from the other
  const rows = Array.from({ length: 200 }, (_, i) =>
    Array.from({ length: 5 }, () => Math.floor(uniform() * 10) + (i % 2 ? 10 : 0)),
  );
  const labels = rows.map((_, i) => i % 2 === 1);
  const net = sequential([embedding(20, 4), globalAvgPool(), dense(2)]);
  const fitted = await net.fit(rows, labels, OPTIONS);
  expect(fitted.predict(rows)).toEqual(labels);
});
