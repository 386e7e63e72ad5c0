/** Networks learn, stop where they should, and say what is wrong. */
import { beforeAll, describe, expect, test } from 'vitest';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { adam, adamW, sgd } from '../../src/optimizer/index.ts';
import type { FittedNetwork } from '../../src/train/fittedNetwork.ts';
import { sequential } from '../../src/train/index.ts';
import { random } from '../support/random.ts';

const { normal, uniform } = random(5);
const N = 300;

/** Two rings, which no line tells apart. */
const RINGS = Array.from({ length: N }, (_, i) => {
  const angle = 2 * Math.PI * uniform();
  const radius = (i % 2 ? 1 : 2.5) + 0.2 * normal();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});
const SIDES = RINGS.map((_, i) => (i % 2 ? 'inner' : 'outer'));
const HALVES = RINGS.map((_, i) => (i % 3) / 2);

const NET = sequential([dense(32, { activation: 'relu' }), dense(2)]);
const OPTIONS = { optimizer: adamW({ lr: 0.01 }), epochs: 60, seed: 3 };

const accuracy = (fitted: FittedNetwork) =>
  fitted.predict(RINGS).filter((label, i) => label === SIDES[i]).length / N;

describe('a fit', () => {
  let fitted: FittedNetwork;
  beforeAll(async () => {
    fitted = await NET.fit(RINGS, SIDES, OPTIONS);
  });

  test('learns what no line can', () => {
    expect(accuracy(fitted)).toBeGreaterThan(0.97);
    expect(fitted.classes).toEqual(['inner', 'outer']);
  });

  test('keeps the weights of its best epoch', () => {
    const losses = fitted.history.map(({ valLoss }) => valLoss);
    expect(losses[fitted.bestEpoch - 1]).toBe(Math.min(...losses));
    expect(fitted.history.map(({ epoch }) => epoch)).toEqual(losses.map((_, k) => k + 1));
  });

  test('has the same bits with the same seed, and others with another', async () => {
    const again = await NET.fit(RINGS, SIDES, OPTIONS);
    expect(again.history).toEqual(fitted.history);
    expect(again.weights).toEqual(fitted.weights);
    const other = await NET.fit(RINGS, SIDES, { ...OPTIONS, seed: 4 });
    expect(other.weights).not.toEqual(fitted.weights);
  });

  test('gives all memory back', async () => {
    const before = defaultMemory().used;
    await NET.fit(RINGS, SIDES, { ...OPTIONS, epochs: 2 });
    fitted.predict(RINGS);
    expect(defaultMemory().used).toBeLessThanOrEqual(before);
  });

  test('trains with noise and normalization, and predicts without', async () => {
    const layers = [dense(32, { activation: 'relu' }), batchNorm(), dropout(0.3), dense(2)];
    const noisy = await sequential(layers).fit(RINGS, SIDES, OPTIONS);
    expect(accuracy(noisy)).toBeGreaterThan(0.95);
    expect(noisy.scores(RINGS).data).toEqual(noisy.scores(RINGS).data);
  });

  test.each([
    ['adam', adam({ lr: 0.01 })],
    ['sgd', sgd({ lr: 0.1, momentum: 0.9 })],
    ['nesterov', sgd({ lr: 0.1, momentum: 0.9, nesterov: true })],
  ])('learns by %s', async (_, optimizer) => {
    expect(accuracy(await NET.fit(RINGS, SIDES, { ...OPTIONS, optimizer }))).toBeGreaterThan(0.95);
  });

  test('predicts numbers, one or several', async () => {
    const y = RINGS.map(([a, b]) => [a! * b!, a! + b!]);
    const net = sequential([dense(32, { activation: 'tanh' }), dense(2)]);
    const numbers = await net.fit(RINGS, y, { ...OPTIONS, epochs: 100 });
    const { data } = numbers.scores(RINGS);
    const error = y.reduce(
      (sum, [a, b], i) => sum + (a! - data[2 * i]!) ** 2 + (b! - data[2 * i + 1]!) ** 2,
      0,
    );
    expect(error / N).toBeLessThan(0.05);
    const one = await sequential([dense(1)]).fit(
      RINGS,
      y.map(([, b]) => b!),
      OPTIONS,
    );
    expect(one.predict(RINGS)).toHaveLength(N);
  });

  test('of log odds is binary cross-entropy', async () => {
    const y = SIDES.map((side) => Number(side === 'inner'));
    const net = sequential([dense(32, { activation: 'relu' }), dense(1)]);
    const odds = await net.fit(RINGS, y, { ...OPTIONS, loss: loss.binary() });
    const right = Array.from(odds.predict(RINGS) as Float32Array).filter(
      (z, i) => z > 0 === y[i]! > 0,
    );
    expect(right.length / N).toBeGreaterThan(0.97);
  });

  test('ends early where the validation loss rises', async () => {
    const noise = RINGS.map(() => (uniform() < 0.5 ? 'a' : 'b'));
    const { history, bestEpoch } = await NET.fit(RINGS, noise, {
      ...OPTIONS,
      epochs: 400,
      earlyStopping: { patience: 7 },
    });
    expect(history.length).toBe(bestEpoch + 7);
  });

  test('is left by its signal', async () => {
    const before = defaultMemory().used;
    const signal = AbortSignal.timeout(30);
    const run = NET.fit(RINGS, SIDES, {
      ...OPTIONS,
      epochs: 100_000,
      earlyStopping: false,
      signal,
    });
    await expect(run).rejects.toThrow(/timeout/);
    // what other files left in this memory may have been collected meanwhile
    expect(defaultMemory().used).toBeLessThanOrEqual(before);
  });
});

describe('fewer rows than the default batch has', () => {
  const net = sequential([dense(1)]);
  const options = { epochs: 3, loss: loss.mse(), seed: 1 };

  test('are one batch', async () => {
    const few = [RINGS.slice(0, 10), HALVES.slice(0, 10)] as const;
    const fitted = await net.fit(...few, options);
    expect(fitted.provenance.batchSize).toBe(8);
    const expected = await net.fit(...few, { ...options, batchSize: 8 });
    expect(fitted.weights).toEqual(expected.weights);
    const search = await net.findRate(...few, { steps: 4, loss: loss.mse() });
    expect(search.rates).toHaveLength(4);
  });

  test('are one row, too', async () => {
    const fitted = await net.fit([[1, 2]], [3], options);
    expect([fitted.provenance.batchSize, fitted.history.length]).toEqual([1, 3]);
  });
});

describe('bad input', () => {
  const wide = sequential([dense(2)]);
  const SIGNS = SIDES.map((_, i) => (i % 2 ? -1 : 1));
  const pairs = (odd: number) => RINGS.map((_, i) => [0.5, i === 7 ? odd : 1]);
  const cases: Record<string, readonly [() => Promise<unknown>, string]> = {
    'a cell that is no number': [
      () =>
        wide.fit(
          [
            [1, Number.NaN],
            [0, 1],
          ],
          ['a', 'b'],
        ),
      'fit: X[0][1] must be finite, got NaN',
    ],
    'labels that are too few': [
      () => wide.fit(RINGS, ['a', 'b']),
      'fit: y must have length 300 (one per row of X), got 2',
    ],
    'one class': [
      () =>
        wide.fit(
          RINGS,
          SIDES.map(() => 'a'),
        ),
      'fit: y must hold at least two classes, got 1',
    ],
    'a batch larger than the data': [
      () => wide.fit(RINGS, SIDES, { batchSize: 500 }),
      'fit: batchSize must be at most 240, the rows to train on, got 500',
    ],
    'no rows to train on': [
      () => wide.fit(RINGS.slice(0, 2), [1, 2], { loss: loss.mse(), validation: 0.9 }),
      'fit: validation must leave rows to train on, got 0.9',
    ],
    'classes −1 and 1 for log odds': [
      () => wide.fit(RINGS, SIGNS, { loss: loss.binary() }),
      'fit: y[1] must lie in [0, 1] for loss binary, got -1',
    ],
    'targets of focal log odds above 1': [
      () => wide.fit(RINGS, pairs(1.5), { loss: loss.binaryFocal() }),
      'fit: y[7][1] must lie in [0, 1] for loss binaryFocal, got 1.5',
    ],
    'counts below 0': [
      () => wide.fit(RINGS, pairs(-3), { loss: loss.poisson() }),
      'fit: y[7][1] must be >= 0 for loss poisson, got -3',
    ],
    'counts below 0 for validation': [
      () => {
        const validation = { X: RINGS, y: SIGNS };
        return wide.fit(RINGS, HALVES, { loss: loss.poisson(), validation });
      },
      'fit: validation: y[1] must be >= 0 for loss poisson, got -1',
    ],
    'an unknown option': [
      () => wide.fit(RINGS, SIDES, { batchsize: 8 } as never),
      'fit: unknown option batchsize; did you mean batchSize?',
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, [run, message]) => {
    await expect(run()).rejects.toThrow(message);
  });

  test.each([
    [
      () => dropout(1),
      'dropout: rate must lie in [0, 1), got 1; rate is the share dropped, not kept',
    ],
    [() => dense(0), 'dense: units must be an integer >= 1, got 0'],
    [() => dense(3, { activation: 'rleu' as never }), 'dense: activation must be one of'],
    [() => sequential([]), 'sequential: layers must be a list of layers, got an array of length 0'],
    [() => adamW({ lr: 0 }), 'adamW: lr must be a finite number > 0, got 0'],
  ])('of a value, case %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
