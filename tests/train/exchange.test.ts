/** Weights go to other frameworks and come from them, with their names and axes. */
import { describe, expect, test } from 'vitest';
import {
  batchNorm,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  globalAvgPool,
  groupNorm,
  type Layer,
  layerNorm,
  residual,
  type Shape,
  standardize,
} from '../../src/layer/index.ts';
import {
  readSafetensors,
  type StoredTensor,
  writeSafetensors,
} from '../../src/model/safetensors.ts';
import { type Layout, sequential } from '../../src/train/index.ts';
import { random } from '../support/random.ts';
import { EPSILON_32 } from '../support/tolerance.ts';

const { normal, uniform } = random(12);
const [N, SIDE, CHANNELS, FILTERS] = [6, 4, 3, 5];
const read = (bytes: Uint8Array) => readSafetensors('test', 'file', bytes).tensors;

const reals = (shape: readonly number[]): StoredTensor => {
  const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, normal);
  return { dtype: 'F32', shape, data };
};

test('a network of PyTorch predicts here what its formulas say', () => {
  // nn.Conv2d(3, 5, (2, 3)), nn.BatchNorm2d(5), nn.Flatten(), nn.Linear(5 · 3 · 2, 2)
  const [height, width] = [SIDE - 1, SIDE - 2];
  const tensors = new Map<string, StoredTensor>([
    ['0.weight', reals([FILTERS, CHANNELS, 2, 3])],
    ['0.bias', reals([FILTERS])],
    ['1.weight', reals([FILTERS])],
    ['1.bias', reals([FILTERS])],
    ['1.running_mean', reals([FILTERS])],
    ['1.running_var', { ...reals([FILTERS]), data: new Float32Array(FILTERS).fill(2) }],
    ['1.num_batches_tracked', { dtype: 'F64', shape: [], data: Float64Array.of(0) }],
    ['3.weight', reals([2, FILTERS * height * width])],
    ['3.bias', reals([2])],
  ]);
  const at = (name: string, k: number) => tensors.get(name)!.data[k]!;
  const images = Array.from({ length: N }, () =>
    Array.from({ length: SIDE * SIDE * CHANNELS }, () => Math.fround(normal())),
  );
  const expected = images.map((image) => {
    const flat: number[] = [];
    for (let f = 0; f < FILTERS; f++)
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++) {
          let sum = at('0.bias', f);
          for (let c = 0; c < CHANNELS; c++)
            for (let a = 0; a < 2; a++)
              for (let b = 0; b < 3; b++)
                sum +=
                  image[((i + a) * SIDE + j + b) * CHANNELS + c]! *
                  at('0.weight', ((f * CHANNELS + c) * 2 + a) * 3 + b);
          const unit = (sum - at('1.running_mean', f)) / Math.sqrt(2 + 1e-5);
          flat.push(unit * at('1.weight', f) + at('1.bias', f));
        }
    return [0, 1].map((k) =>
      flat.reduce((sum, x, l) => sum + x * at('3.weight', k * flat.length + l), at('3.bias', k)),
    );
  });
  const net = sequential(
    [conv2d(FILTERS, [2, 3]), batchNorm(), flatten(), dropout(0.5), dense(2)],
    {
      inputShape: [SIDE, SIDE, CHANNELS],
    },
  );
  const names = { conv2d1: '0', batchNorm2: '1', dense5: '3' };
  const bytes = writeSafetensors({ tensors, metadata: new Map([['format', 'pt']]) });
  const fitted = net.fromSafetensors(bytes, { layout: 'pytorch', names, classes: ['a', 'b'] });
  const scores = fitted.scores(images).data;
  const worst = Math.max(...expected.flat().map((z, k) => Math.abs(z - scores[k]!)));
  expect(worst).toBeLessThan(500 * EPSILON_32);
  expect(fitted.predict(images)).toEqual(expected.map(([a, b]) => (a! >= b! ? 'a' : 'b')));
  expect([fitted.ending, fitted.history]).toEqual(['import', []]);
  const again = read(fitted.toSafetensors({ layout: 'pytorch', names }));
  for (const [name, tensor] of again) expect([name, tensor]).toEqual([name, tensors.get(name)]);
  expect(again.size).toBe(tensors.size - 1);
});

describe.each<[string, readonly Layer[], Shape]>([
  ['images', [conv2d(4, 2), depthwiseConv2d(2), flatten(), dense(3)], [5, 4, 2]],
  ['sequences', [conv1d(4, 2), layerNorm(), flatten(), dense(2, { useBias: false })], [6, 3]],
  ['groups', [groupNorm(2), flatten(), dense(3)], [3, 2, 4]],
  ['indices', [embedding(9, 4), globalAvgPool(), dense(2)], [5]],
  ['blocks', [residual([dense(4), batchNorm(), dense(4)], { name: 'block' }), dense(2)], [4]],
])('networks of %s', (_, layers, inputShape) => {
  const net = sequential(layers, { inputShape });
  const size = inputShape.reduce((a, b) => a * b, 1);
  const X = Array.from({ length: 20 }, () =>
    Array.from({ length: size }, () => Math.floor(9 * uniform())),
  );
  const y = X.map((row) => Array.from({ length: layers.at(-1)!.args[0] as number }, () => row[0]!));

  test.each<Layout>(['pytorch', 'keras'])('keep their bits by way of %s', async (layout) => {
    const fitted = await net.fit(X, y, { epochs: 1, batchSize: 8 });
    const bytes = fitted.toSafetensors({ layout });
    const again = net.fromSafetensors(bytes, { layout });
    expect([...again.weights].sort()).toEqual([...fitted.weights].sort());
    expect(again.predict(X)).toEqual(fitted.predict(X));
    expect(again.toSafetensors({ layout })).toEqual(bytes);
  });
});

test('names and shapes are those of the other framework', async () => {
  const layers = [
    depthwiseConv2d(2, { name: 'dw' }),
    batchNorm(),
    groupNorm(2),
    flatten(),
    dense(3),
  ];
  const net = sequential(layers, { inputShape: [3, 3, 2] });
  const X = Array.from({ length: 9 }, () => Array.from({ length: 18 }, normal));
  const fitted = await net.fit(
    X,
    X.map((row) => row.slice(0, 3)),
    { epochs: 1, batchSize: 4 },
  );
  const shapes = (layout: Layout) =>
    [...read(fitted.toSafetensors({ layout }))]
      .map(([name, { shape }]) => `${name} ${shape}`)
      .sort();
  expect(shapes('pytorch')).toEqual([
    ...['batchNorm2.bias 2', 'batchNorm2.running_mean 2', 'batchNorm2.running_var 2'],
    ...['batchNorm2.weight 2', 'dense5.bias 3', 'dense5.weight 3,8', 'dw.bias 2'],
    ...['dw.weight 2,1,2,2', 'groupNorm3.bias 2', 'groupNorm3.weight 2'],
  ]);
  expect(shapes('keras')).toEqual([
    ...['batchNorm2.beta 2', 'batchNorm2.gamma 2', 'batchNorm2.moving_mean 2'],
    ...['batchNorm2.moving_variance 2', 'dense5.bias 3', 'dense5.kernel 8,3', 'dw.bias 2'],
    ...['dw.kernel 2,2,2,1', 'groupNorm3.beta 2', 'groupNorm3.gamma 2'],
  ]);
});

describe('a file that does not fit', () => {
  const net = sequential([dense(2)], { inputShape: [3] });
  const file = (tensors: Record<string, StoredTensor>) =>
    writeSafetensors({ tensors: new Map(Object.entries(tensors)), metadata: new Map() });
  const fit = { 'dense1.weight': reals([2, 3]), 'dense1.bias': reals([2]) };
  const layout = 'pytorch';

  test.each<[string, () => unknown, string]>([
    [
      'for want of a tensor',
      () => net.fromSafetensors(file({ 'dense1.bias': reals([2]) }), { layout }),
      'fromSafetensors: bytes must hold dense1.weight of shape 2 × 3, got "none"',
    ],
    [
      'for its shape',
      () => net.fromSafetensors(file({ ...fit, 'dense1.weight': reals([3, 2]) }), { layout }),
      'fromSafetensors: bytes must hold dense1.weight of shape 2 × 3, got "3 × 2"',
    ],
    [
      'for a tensor too many',
      () => net.fromSafetensors(file({ ...fit, 'dense2.bias': reals([2]) }), { layout }),
      'hold tensors of the layers: dense1.weight, dense1.bias, got "dense2.bias"',
    ],
    [
      'for its layout',
      () => net.fromSafetensors(file(fit), { layout: 'jax' as never }),
      'fromSafetensors: layout must be one of pytorch, keras, got "jax"',
    ],
    [
      'for a layer that is not there',
      () => net.fromSafetensors(file(fit), { layout, names: { dense7: '0' } }),
      'fromSafetensors: names must name layers: dense1, got "dense7"',
    ],
    [
      'for a layer that the framework lacks',
      () =>
        sequential([standardize(), dense(2)], { inputShape: [3] }).fromSafetensors(file(fit), {
          layout,
        }),
      'fromSafetensors: standardize1 must be one of dense, conv1d',
    ],
    [
      'for want of an input shape',
      () => sequential([dense(2)]).fromSafetensors(file(fit), { layout }),
      'fromSafetensors: inputShape must be given to sequential, got undefined',
    ],
  ])('is refused %s', (_, load, message) => {
    expect(load).toThrow(message);
  });
});
