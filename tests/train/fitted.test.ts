/** What a fitted network says and holds. */
import { beforeAll, describe, expect, test } from 'vitest';
import { dense } from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { type FittedNetwork, sequential } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';
import { farthest, fitRings, ROUNDING } from '../support/ringsNetwork.ts';
import { EPSILON_32 } from '../support/tolerance.ts';

const N = RINGS.length;
let fitted: FittedNetwork;

beforeAll(async () => {
  fitted = await fitRings();
});

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

test('predictions give all memory back', () => {
  const before = defaultMemory().used;
  fitted.predictProba(RINGS);
  fitted.mcPredict(RINGS, { samples: 2 });
  fitted.recalibrate(RINGS).prune().foldBatchNorm();
  expect(() => fitted.embed([[1, Number.NaN]])).toThrow('embed: X[0][1] must be finite, got NaN');
  expect(defaultMemory().used).toBeLessThanOrEqual(before);
});
