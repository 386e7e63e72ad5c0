/** What a fitted network becomes: pruned, folded, recalibrated. */
import { beforeAll, describe, expect, test } from 'vitest';
import { load } from '../../src/index.ts';
import {
  batchNorm,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  noise,
  reshape,
  residual,
} from '../../src/layer/index.ts';
import { type FittedNetwork, sequential } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';
import { farthest, fitRings, LAYERS, ROUNDING } from '../support/ringsNetwork.ts';

const N = RINGS.length;
let fitted: FittedNetwork;

beforeAll(async () => {
  fitted = await fitRings();
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

  test('has lost them with layers between that act on each unit by itself', async () => {
    const between = [noise.weights(0.1), flatten(), noise.activations(0.1), noise.input(0.1)];
    const layers = [dense(4, { activation: 'tanh' }), ...between, dropout(0.5), dense(2)];
    const net = await sequential(layers).fit(RINGS, SIDES, { epochs: 2 });
    const heard = net.weights.get('dense7.weight')!;
    heard.fill(0, 0, 2);
    net.weights.get('dense1.weight')!.forEach((_, at, w) => {
      if (at % 4 === 3) w[at] = 0;
    });
    net.weights.get('dense1.bias')![3] = 0.5;
    const pruned = net.prune();
    expect(pruned.weights.get('dense1.weight')).toHaveLength(2 * 2);
    expect(pruned.weights.get('dense7.weight')).toEqual(heard.slice(2, 6));
    expect(farthest(pruned.scores(RINGS).data, net.scores(RINGS).data)).toBeLessThan(ROUNDING);
    expect(load<FittedNetwork>(pruned.save()).predict(RINGS)).toEqual(pruned.predict(RINGS));
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

  test('goes into the filters of single channels', async () => {
    const image = reshape([2, 1, 2]);
    const layers = [dense(4), image, depthwiseConv2d([2, 1]), batchNorm(), flatten(), dense(2)];
    const net = await sequential(layers).fit(RINGS, SIDES, { epochs: 4 });
    const folded = net.foldBatchNorm();
    const types = ['dense', 'reshape', 'depthwiseConv2d', 'flatten', 'dense'];
    expect(folded.layers.map(({ type }) => type)).toEqual(types);
    expect(farthest(folded.scores(RINGS).data, net.scores(RINGS).data)).toBeLessThan(ROUNDING);
    expect(load<FittedNetwork>(folded.save()).predict(RINGS)).toEqual(folded.predict(RINGS));
  });

  test('stays within a residual block', async () => {
    const layers = [dense(2), residual([dense(2), batchNorm()]), dense(2)];
    const net = await sequential(layers).fit(RINGS, SIDES, { epochs: 1 });
    expect(net.foldBatchNorm().weights).toEqual(net.weights);
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
