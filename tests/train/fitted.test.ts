/** What a fitted network says, holds, and becomes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { load } from '../../src/index.ts';
import { batchNorm, conv2d, dense, dropout, flatten } from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { type FittedNetwork, sequential } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';
import { EPSILON_32 } from '../support/tolerance.ts';

const LAYERS = [dense(8, { activation: 'relu' }), batchNorm(), dropout(0.25), dense(2)];
const N = RINGS.length;
/** Of sums of a dozen terms of size 1, rounded in another order. */
const ROUNDING = 100 * EPSILON_32;
let fitted: FittedNetwork;

beforeAll(async () => {
  fitted = await sequential(LAYERS).fit(RINGS, SIDES, { epochs: 20, batchSize: 16, seed: 6 });
});

/** The largest difference between two lists of numbers. */
function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

describe('probabilities', () => {
  test('of classes are the softmax of the scores', () => {
    const { data } = fitted.predictProba(RINGS);
    const scores = fitted.scores(RINGS).data;
    const expected = Array.from({ length: 2 * N }, (_, k) => {
      const pair = scores.slice(2 * Math.floor(k / 2), 2 * Math.floor(k / 2) + 2);
      return Math.exp(scores[k]!) / (Math.exp(pair[0]!) + Math.exp(pair[1]!));
    });
    expect(farthest(data, expected)).toBeLessThan(4 * EPSILON_32);
  });

  test('of binary outputs are their sigmoids', async () => {
    const y = SIDES.map((side) => Number(side === 'inner'));
    const net = sequential([dense(1)]);
    const odds = await net.fit(RINGS, y, { epochs: 3, loss: loss.binary() });
    const expected = Array.from(odds.predict(RINGS) as Float32Array, (z) => 1 / (1 + Math.exp(-z)));
    expect(farthest(odds.predictProba(RINGS).data, expected)).toBeLessThan(4 * EPSILON_32);
  });

  test('of numbers there are none', async () => {
    const numbers = await sequential([dense(1)]).fit(RINGS, HEIGHTS, { epochs: 1 });
    expect(() => numbers.predictProba(RINGS)).toThrow(
      'predictProba: the network must have been trained with a loss of probabilities, got "mse"',
    );
    expect(numbers.classes).toBeUndefined();
  });

  test('of huge scores stay finite', async () => {
    const sure = await sequential([dense(2)]).fit(RINGS, SIDES, { epochs: 1 });
    const huge = RINGS.map((row) => row.map((x) => x * 1e30));
    expect(Array.from(sure.predictProba(huge).data).every((p) => p >= 0 && p <= 1)).toBe(true);
  });
});

describe('predictions with a spread', () => {
  test('have the mean and the deviation of passes with noise', () => {
    const { mean, std } = fitted.mcPredict(RINGS, { samples: 200, seed: 1 });
    const sums = Array.from({ length: N }, (_, i) => mean.get(i, 0) + mean.get(i, 1));
    expect(farthest(sums, new Array(N).fill(1))).toBeLessThan(ROUNDING);
    expect(Math.max(...std.data)).toBeGreaterThan(0.01);
    // another seed: means of 200 passes differ by a few of their standard errors
    const other = fitted.mcPredict(RINGS, { samples: 200, seed: 2 }).mean.data;
    const far = Array.from(other, (p, k) => Math.abs(p - mean.data[k]!) / (std.data[k]! + 1e-6));
    expect(Math.max(...far)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(200));
  });

  test('have the same bits with the same seed', () => {
    const [a, b] = [3, 3].map((seed) => fitted.mcPredict(RINGS, { samples: 5, seed }));
    expect([a!.mean.data, a!.std.data]).toEqual([b!.mean.data, b!.std.data]);
  });

  test('have no spread without noise', async () => {
    const plain = await sequential([dense(2)]).fit(RINGS, SIDES, { epochs: 1 });
    expect(Math.max(...plain.mcPredict(RINGS, { samples: 3 }).std.data)).toBe(0);
    expect(() => plain.mcPredict(RINGS, { samples: 1 })).toThrow(
      'mcPredict: samples must be an integer >= 2, got 1',
    );
  });
});

describe('embeddings', () => {
  test('are what a layer makes of the rows', () => {
    const hidden = fitted.embed(RINGS, 'dense1');
    expect([hidden.rows, hidden.cols]).toEqual([N, 8]);
    const w = fitted.weights.get('dense1.weight')!;
    const b = fitted.weights.get('dense1.bias')!;
    const expected = RINGS.flatMap(([x, y]) =>
      Array.from(b, (bias, j) => Math.max(0, x! * w[j]! + y! * w[8 + j]! + bias)),
    );
    expect(farthest(hidden.data, expected)).toBeLessThan(ROUNDING);
  });

  test('are those of the last layer but one where none is named', () => {
    expect(fitted.embed(RINGS).data).toEqual(fitted.embed(RINGS, 'dropout3').data);
    expect(fitted.embed(RINGS, 'dense4').data).toEqual(fitted.scores(RINGS).data);
    expect(() => fitted.embed(RINGS, 'dense2')).toThrow(
      'embed: layer must be one of dense1, batchNorm2, dropout3, dense4, got "dense2"',
    );
  });
});

describe('a file', () => {
  test('brings the network back, with its bits and its history', () => {
    const again = load<FittedNetwork>(fitted.save());
    expect(again.predict(RINGS)).toEqual(fitted.predict(RINGS));
    expect(again.scores(RINGS).data).toEqual(fitted.scores(RINGS).data);
    expect(again.mcPredict(RINGS).std.data).toEqual(fitted.mcPredict(RINGS).std.data);
    expect(again.history).toEqual(fitted.history);
    expect(again.weights).toEqual(fitted.weights);
    expect([again.classes, again.bestEpoch]).toEqual([fitted.classes, fitted.bestEpoch]);
    expect([again.ending, again.provenance]).toEqual([fitted.ending, fitted.provenance]);
    expect(again.loss).toEqual({ type: 'crossEntropy', args: [{}] });
    expect(again.save()).toEqual(fitted.save());
  });

  test('of numbers does so, too', async () => {
    const net = sequential([dense(3, { activation: 'tanh', name: 'first' }), dense(1)]);
    const options = { epochs: 2, validation: 0, seed: 3n, loss: loss.huber(2) };
    const numbers = await net.fit(RINGS, HEIGHTS, options);
    const again = load<FittedNetwork>(numbers.save());
    expect(again.predict(RINGS)).toEqual(numbers.predict(RINGS));
    expect(again.history).toEqual(numbers.history);
    expect([...again.weights.keys()]).toContain('first.weight');
    expect(again.loss).toEqual({ type: 'huber', args: [2] });
  });

  test('is refused where it is cut off or changed, at every byte', () => {
    const bytes = fitted.save();
    for (let length = 9; length < bytes.length; length += 7)
      expect(() => load(bytes.subarray(0, length)), `${length} bytes`).toThrow(/^load: /);
    for (let at = 0; at < bytes.length; at += 5) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      if (bytes[at] !== 32) expect(() => load(changed), `byte ${at}`).toThrow(/^load: /);
    }
  });
});

describe('a pruned network', () => {
  /** The network with some of its weights changed. */
  function changed(change: (name: string, w: Float32Array) => void, layers = LAYERS) {
    const weights = new Map(fitted.weights);
    for (const [name, w] of weights) {
      const copy = w.slice() as Float32Array;
      change(name, copy);
      weights.set(name, copy);
    }
    const { history, bestEpoch, classes, ending, provenance } = fitted;
    const Network = fitted.constructor as new (state: object) => FittedNetwork;
    const state = { history, bestEpoch, classes, ending, provenance, weights };
    return new Network({ ...state, layers, input: [2], loss: fitted.loss });
  }

  test('has lost units that nobody listens to, and those that listen to nobody', () => {
    const net = changed((name, w) => {
      if (name === 'dense1.weight') for (const j of [1, 6]) w[j] = w[8 + j] = 0;
      if (name === 'dense4.weight') for (const j of [2, 5]) w[2 * j] = w[2 * j + 1] = 0;
    });
    const pruned = net.prune();
    expect(pruned.weights.get('dense1.weight')).toHaveLength(2 * 4);
    expect(pruned.weights.get('batchNorm2.variance')).toHaveLength(4);
    expect(pruned.weights.get('dense4.weight')).toHaveLength(4 * 2);
    expect(farthest(pruned.scores(RINGS).data, net.scores(RINGS).data)).toBeLessThan(ROUNDING);
    expect(load<FittedNetwork>(pruned.save()).predict(RINGS)).toEqual(pruned.predict(RINGS));
  });

  test('keeps one unit of a layer of which nothing is needed', () => {
    const net = changed((name, w) => {
      if (name === 'dense4.weight') w.fill(0);
    });
    const pruned = net.prune();
    expect(pruned.weights.get('dense1.weight')).toHaveLength(2);
    expect(pruned.scores(RINGS).data).toEqual(net.scores(RINGS).data);
  });

  test('is the same where every unit says something', () => {
    expect(fitted.prune().weights).toEqual(fitted.weights);
  });

  test('keeps constants that the next layer could not take in', async () => {
    const layers = [dense(4), dense(1, { useBias: false })];
    const net = await sequential(layers).fit(RINGS, HEIGHTS, { epochs: 2 });
    net.weights.get('dense1.weight')!.fill(0);
    net.weights.get('dense1.bias')!.set([0, 0.5, 0, -1]);
    const pruned = net.prune();
    expect(pruned.weights.get('dense1.bias')).toEqual(Float32Array.of(0.5, -1));
    expect(pruned.predict(RINGS)).toEqual(net.predict(RINGS));
  });
});

describe('folded batch normalization', () => {
  test.each([
    ['into the layer before it', [dense(6), batchNorm(), dense(2)]],
    [
      'into one without a bias',
      [dense(6, { useBias: false }), batchNorm({ epsilon: 0.01 }), dense(2)],
    ],
    ['into the layer behind it', [dense(6, { activation: 'tanh' }), batchNorm(), dense(2)]],
    ['over dropout', [dense(6, { activation: 'relu' }), batchNorm(), dropout(0.2), dense(2)]],
    ['of the input', [batchNorm(), dense(2, { useBias: false })]],
    ['twice', [dense(6), batchNorm(), batchNorm(), dense(2)]],
  ])('goes %s', async (_, layers) => {
    const net = await sequential(layers).fit(RINGS, SIDES, { epochs: 8, seed: 1 });
    const folded = net.foldBatchNorm();
    expect(folded.layers.map(({ type }) => type)).not.toContain('batchNorm');
    expect(farthest(folded.scores(RINGS).data, net.scores(RINGS).data)).toBeLessThan(ROUNDING);
    expect(load<FittedNetwork>(folded.save()).predict(RINGS)).toEqual(folded.predict(RINGS));
  });

  test('goes into the filters of a convolution', async () => {
    const layers = [conv2d(3, [1, 2]), batchNorm(), flatten(), dense(2)];
    const net = sequential(layers, { inputShape: [1, 2, 1] });
    const trained = await net.fit(RINGS, SIDES, { epochs: 4 });
    const folded = trained.foldBatchNorm();
    expect(folded.layers.map(({ type }) => type)).toEqual(['conv2d', 'flatten', 'dense']);
    expect(farthest(folded.scores(RINGS).data, trained.scores(RINGS).data)).toBeLessThan(ROUNDING);
    expect(load<FittedNetwork>(folded.save()).predict(RINGS)).toEqual(folded.predict(RINGS));
  });

  test('stays where no layer can take it in', async () => {
    const layers = [dense(2, { activation: 'tanh' }), batchNorm()];
    const net = await sequential(layers).fit(RINGS, SIDES, { epochs: 1 });
    expect(net.foldBatchNorm().weights).toEqual(net.weights);
  });
});

describe('recalibrated statistics', () => {
  test('are those of the rows', async () => {
    const net = await sequential([batchNorm(), dense(2)]).fit(RINGS, SIDES, { epochs: 1 });
    const again = net.recalibrate(RINGS);
    for (const j of [0, 1]) {
      const column = RINGS.map((row) => row[j]!);
      const mean = column.reduce((a, b) => a + b, 0) / N;
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (N - 1);
      expect(Math.abs(again.weights.get('batchNorm1.mean')![j]! - mean)).toBeLessThan(ROUNDING);
      const ratio = again.weights.get('batchNorm1.variance')![j]! / variance;
      expect(Math.abs(ratio - 1)).toBeLessThan(ROUNDING);
    }
    expect(again.weights.get('dense2.weight')).toEqual(net.weights.get('dense2.weight'));
  });

  test('come from stretches of many rows, none of them too short', async () => {
    const rows = Array.from({ length: 257 }, (_, i) => RINGS[i % N]!);
    const net = await sequential([batchNorm(), dense(2)]).fit(RINGS, SIDES, { epochs: 1 });
    const mean = rows.reduce((sum, [a]) => sum + a!, 0) / 257;
    const again = net.recalibrate(rows).weights.get('batchNorm1.mean')!;
    expect(Math.abs(again[0]! - mean)).toBeLessThan(ROUNDING);
    expect(() => net.recalibrate(RINGS.slice(0, 1))).toThrow(
      'recalibrate: batchNorm1: batch must have at least 2 samples in training, got 1',
    );
  });
});

test('predictions give all memory back', () => {
  const before = defaultMemory().used;
  fitted.predictProba(RINGS);
  fitted.mcPredict(RINGS, { samples: 2 });
  fitted.recalibrate(RINGS).prune().foldBatchNorm();
  expect(() => fitted.embed([[1, Number.NaN]])).toThrow('embed: X[0][1] must be finite, got NaN');
  expect(defaultMemory().used).toBeLessThanOrEqual(before);
});
