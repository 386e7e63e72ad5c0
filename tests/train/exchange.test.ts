/** Weights go to other frameworks and come from them, with their names and axes. */
import { describe, expect, test } from 'vitest';
import {
  activation,
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
  noise,
  residual,
  type Shape,
  standardize,
  unstandardize,
} from '../../src/layer/index.ts';
import {
  readSafetensors,
  type StoredTensor,
  writeSafetensors,
} from '../../src/model/safetensors.ts';
import { type Layout, mlp, type Network, sequential } from '../../src/train/index.ts';
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

describe('standardization becomes part of dense layers', () => {
  const rows = Array.from({ length: 40 }, () => [
    7 + 3 * normal(),
    normal() / 50,
    5,
    -2 + normal(),
  ]);
  const y = rows.map(([a, b, , d]) => [900 + 40 * a! * d!, 3 * b!]);
  /** What the tensors of a file say of each row, by plain formulas in f64. */
  const predicted = (bytes: Uint8Array, names: readonly string[], activation: typeof Math.tanh) => {
    const tensors = read(bytes);
    return rows.map((row) =>
      names.reduce((x, name, k) => {
        const { shape, data } = tensors.get(`${name}.weight`)!;
        const bias = tensors.get(`${name}.bias`)!.data;
        const sums = Array.from({ length: shape[0]! }, (_, unit) =>
          x.reduce((sum, value, j) => sum + value * data[unit * x.length + j]!, bias[unit]!),
        );
        return k < names.length - 1 ? sums.map(activation) : sums;
      }, row),
    );
  };
  const relu = (x: number) => Math.max(x, 0);

  test.each<[string, Network, readonly string[], (x: number) => number]>([
    ['mlp', mlp({ hidden: [16, 8] }), ['dense2', 'dense3', 'dense4'], relu],
    [
      'layers without biases, noise between',
      sequential([
        ...[standardize(), dropout(0.2), noise.input(0.1), dense(9, { useBias: false })],
        ...[activation('tanh'), dense(2, { useBias: false, name: 'out' }), unstandardize()],
      ]),
      ...([['dense4', 'out'], Math.tanh] as const),
    ],
    [
      'one layer',
      sequential([standardize(), dense(2, { useBias: false }), unstandardize()]),
      ...([['dense2'], relu] as const),
    ],
    ['the scale of y alone', sequential([dense(2), unstandardize()]), ['dense1'], relu],
  ])('of %s', async (_, net, names, f) => {
    const fitted = await net.fit(rows, y, { epochs: 20, batchSize: 8, seed: 3 });
    const bytes = fitted.toSafetensors({ layout: 'pytorch' });
    const found = predicted(bytes, names, f);
    expect(read(bytes).size).toBe(2 * names.length);
    const scores = fitted.scores(rows).data;
    const size = Math.max(...scores.map(Math.abs));
    found.flat().forEach((value, k) => {
      expect(Math.abs(value - scores[k]!) / size).toBeLessThan(100 * EPSILON_32);
    });
  });

  test('of images, whose numbers PyTorch flattens in another order', async () => {
    const net = sequential([standardize(), flatten(), dense(1)], { inputShape: [2, 2] });
    const fitted = await net.fit(
      rows,
      y.map(([a]) => a!),
      { epochs: 2, batchSize: 8 },
    );
    const own = read(fitted.toSafetensors({ layout: 'keras' }));
    const [kernel, bias] = ['kernel', 'bias'].map((name) => own.get(`dense3.${name}`)!.data);
    const theirs = read(fitted.toSafetensors({ layout: 'pytorch' })).get('dense3.weight')!;
    expect(Array.from(theirs.data)).toEqual([0, 2, 1, 3].map((k) => kernel![k]!));
    const scores = fitted.scores(rows).data;
    const size = Math.max(...scores.map(Math.abs));
    rows.forEach((row, i) => {
      const sum = row.reduce((total, x, k) => total + x * kernel![k]!, bias![0]!);
      expect(Math.abs(sum - scores[i]!) / size).toBeLessThan(100 * EPSILON_32);
    });
  });

  const behind = 'it becomes part of its weights, because other frameworks lack it';
  test.each<[readonly Layer[], string]>([
    [
      [standardize(), batchNorm(), dense(2)],
      `toSafetensors: standardize1 must have a dense layer behind it, got "batchNorm"; ${behind}`,
    ],
    [
      [dense(2, { activation: 'tanh' }), unstandardize({ name: 'last' })],
      `toSafetensors: last must have a dense layer without activation before it, got "dense"; ${behind}`,
    ],
    [
      [standardize(), dropout(0.5, { scaling: 'inference' }), dense(2)],
      'standardize1 must have a dense layer behind it, got "dropout"',
    ],
  ])('or is refused, case %#', async (layers, message) => {
    const fitted = await sequential(layers).fit(rows, y, { epochs: 1, batchSize: 8 });
    expect(() => fitted.toSafetensors({ layout: 'keras' })).toThrow(message);
  });
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
