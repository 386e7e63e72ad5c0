/** Weights of samples and classes, shares of classes as targets, labels that flip. */
import { describe, expect, test } from 'vitest';
import { dense, standardize } from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { NoiseRecord } from '../../src/memory/networkRecords.ts';
import { sgd } from '../../src/optimizer/index.ts';
import { sequential, type TrainOptions, type Validation } from '../../src/train/index.ts';
import { onNetworkKernels } from '../support/networkKernels.ts';
import { random } from '../support/random.ts';
import { EPSILON_32, relativeDifference, standardErrors } from '../support/tolerance.ts';

const { normal, uniform } = random(21);
const X = Array.from({ length: 40 }, () => [normal(), normal(), normal()]);
const labels = X.map(([a]) => (a! + normal() > 0.7 ? 'rare' : a! > 0 ? 'some' : 'often'));
const NET = sequential([dense(3)]);
/** All rows in each step, so that the order does not matter. */
const WHOLE = { optimizer: sgd({ lr: 0.2 }), epochs: 30, validation: 0, seed: 4 };

async function fitted(rows: number[][], y: unknown, options: TrainOptions = {}) {
  return NET.fit(rows, y as string[], { ...WHOLE, batchSize: rows.length, ...options });
}

/** Weights of the network after a run, as one list. */
const numbers = (model: { weights: ReadonlyMap<string, ArrayLike<number>> }) =>
  [...model.weights.values()].flatMap((values) => Array.from(values));

/** Of sums of some dozen terms in another order, over thirty steps. */
const REORDERED = 200 * EPSILON_32;

describe('sample weights', () => {
  test('of 2 are rows given twice', async () => {
    const weights = X.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const twice = X.flatMap((row, i) => (i % 3 === 0 ? [row, row] : [row]));
    const y = labels.flatMap((label, i) => (i % 3 === 0 ? [label, label] : [label]));
    const a = await fitted(X, labels, { weights });
    const b = await fitted(twice, y);
    expect(relativeDifference(numbers(a), numbers(b))).toBeLessThan(REORDERED);
    const last = [a, b].map(({ history }) => history.at(-1)!);
    for (const name of ['trainLoss', 'cleanTrainLoss', 'trainAccuracy'] as const)
      expect(Math.abs(last[0]![name]! - last[1]![name]!)).toBeLessThan(REORDERED);
  });

  test('of 2 count twice in errors and in the moments of columns', async () => {
    const weights = X.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const again = X.map((_, i) => i).filter((i) => i % 3 === 0);
    const heights = X.map(([a, b]) => a! - b!);
    const net = sequential([standardize(), dense(1)]);
    const a = await net.fit(X, heights, { ...WHOLE, batchSize: 40, weights });
    const twice = [...X, ...again.map((i) => X[i]!)];
    const y = [...heights, ...again.map((i) => heights[i]!)];
    const b = await net.fit(twice, y, { ...WHOLE, batchSize: twice.length });
    expect(relativeDifference(numbers(a), numbers(b))).toBeLessThan(REORDERED);
    const last = [a, b].map(({ history }) => history.at(-1)!);
    for (const name of ['trainMse', 'trainMae'] as const)
      expect(Math.abs(last[0]![name]! - last[1]![name]!)).toBeLessThan(REORDERED);
  });

  test('count by their ratios alone', async () => {
    const weights = X.map((_, i) => 1 + (i % 4));
    const a = await fitted(X, labels, { weights });
    const b = await fitted(X, labels, { weights: weights.map((weight) => 16 * weight) });
    expect(numbers(a)).toEqual(numbers(b));
  });

  test('work with every batch size and with rows for validation', async () => {
    const weights = X.map(() => 0.1 + uniform());
    const before = defaultMemory().used;
    const model = await fitted(X, labels, { weights, batchSize: 7, validation: 0.25 });
    expect(model.history.every(({ valLoss }) => Number.isFinite(valLoss))).toBe(true);
    expect(defaultMemory().used).toBeLessThanOrEqual(before);
  });
});

describe('weights of rows given for validation', () => {
  const rows = Array.from({ length: 10 }, () => [normal(), normal(), normal()]);
  const twice = [...rows, ...rows.filter((_, i) => i % 3 === 0)];
  const weights = rows.map((_, i) => (i % 3 === 0 ? 2 : 1));
  const repeated = <T>(y: readonly T[]) => [...y, ...y.filter((_, i) => i % 3 === 0)];

  test('of 2 are rows given twice, in losses and shares of right classes', async () => {
    const y = rows.map((_, i) => labels[i]!);
    const run = (validation: Validation) => fitted(X, labels, { validation, earlyStopping: false });
    const a = await run({ X: rows, y, weights });
    const b = await run({ X: twice, y: repeated(y) });
    const plain = await run({ X: rows, y });
    expect(a.history).toHaveLength(b.history.length);
    a.history.forEach(({ valLoss, valAccuracy }, k) => {
      expect(Math.abs(valLoss - b.history[k]!.valLoss)).toBeLessThan(REORDERED);
      expect(Math.abs(valAccuracy! - b.history[k]!.valAccuracy!)).toBeLessThan(REORDERED);
    });
    expect(Math.abs(plain.history[0]!.valLoss - a.history[0]!.valLoss)).toBeGreaterThan(1e-3);
    expect(relativeDifference(numbers(a), numbers(plain))).toBeLessThan(REORDERED);
  });

  test('count in errors, beside weights of the rows trained on', async () => {
    const heights = X.map(([a, b]) => a! - b!);
    const y = rows.map(([a, , c]) => a! + c!);
    const net = sequential([dense(1)]);
    const own = X.map((_, i) => 1 + (i % 4));
    const run = (validation: Validation) =>
      net.fit(X, heights, { ...WHOLE, batchSize: 40, weights: own, validation });
    const a = await run({ X: rows, y, weights });
    const b = await run({ X: twice, y: repeated(y) });
    for (const name of ['valLoss', 'valMse', 'valMae'] as const)
      expect(Math.abs(a.history[0]![name]! / b.history[0]![name]! - 1)).toBeLessThan(REORDERED);
  });

  test('are numbers > 0, one per row', async () => {
    const y = rows.map((_, i) => labels[i]!);
    const run = (given: number[]) =>
      fitted(X, labels, { validation: { X: rows, y, weights: given } });
    await expect(run([1])).rejects.toThrow(
      'fit: validation: weights must have length 10 (one per row of X), got 1',
    );
    await expect(run(rows.map((_, i) => i))).rejects.toThrow(
      'fit: validation: weights[0] must be > 0, got 0; leave out rows without weight',
    );
  });
});

describe('class weights', () => {
  test('are weights of the rows of a class', async () => {
    const classWeights = { rare: 3, some: 0.5 };
    const weights = labels.map((label) => ({ rare: 3, some: 0.5, often: 1 })[label]!);
    const a = await fitted(X, labels, { classWeights });
    const b = await fitted(X, labels, { weights });
    expect(numbers(a)).toEqual(numbers(b));
  });

  test("'balanced' give every class the same weight in all", async () => {
    const weights = labels.map(
      (label) => 40 / (3 * labels.filter((other) => other === label).length),
    );
    const a = await fitted(X, labels, { classWeights: 'balanced' });
    const b = await fitted(X, labels, { weights });
    expect(numbers(a)).toEqual(numbers(b));
  });
});

describe('shares of classes', () => {
  const classes = ['often', 'rare', 'some'];
  const shares = labels.map((label) => classes.map((name) => Number(name === label)));

  test('of one class each are its labels', async () => {
    const a = await fitted(X, labels, { loss: loss.crossEntropy() });
    const b = await fitted(X, shares, { loss: loss.crossEntropy() });
    expect(relativeDifference(numbers(a), numbers(b))).toBeLessThan(REORDERED);
  });

  test('are what the network predicts where it can', async () => {
    const soft = X.map(() => [0.5, 0.25, 0.25]);
    const model = await fitted(X, soft, { loss: loss.focal(0), epochs: 300 });
    const { data } = model.scores(X);
    const [a, b, c] = Array.from(data.slice(0, 3));
    expect(Math.abs(a! - b! - Math.log(2))).toBeLessThan(0.01);
    expect(Math.abs(b! - c!)).toBeLessThan(0.01);
  });
});

describe('label noise', () => {
  test('flips a share of the labels, each to all others alike, others in every step', () => {
    onNetworkKernels(({ box, kernels }) => {
      const [n, classes, p] = [1000, 4, 0.3];
      const clock = box.room(Int32Array.of(1));
      const noise = box.record(NoiseRecord, { key0: 5, key1: 6, clock: clock.at });
      const flips = [1, 2, 3, 4].map(() => {
        kernels.clock_tick(clock.at);
        const codes = box.room(Int32Array.from({ length: n }, (_, i) => i % classes));
        kernels.flip_labels(n, classes, p, noise, codes.at);
        return Array.from(codes.read(), (code, i) => (code - (i % classes) + classes) % classes);
      });
      const all = flips.flat();
      const share = (by: number) => all.filter((move) => move === by).length / all.length;
      expect(Math.abs(1 - share(0) - p)).toBeLessThan(standardErrors(p, all.length));
      for (const by of [1, 2, 3])
        expect(Math.abs(share(by) - p / 3)).toBeLessThan(standardErrors(p / 3, all.length));
      expect(flips[0]).not.toEqual(flips[1]);
    });
  });

  test('raises the loss that training sees, not the clean one; the same seed gives the same bits', async () => {
    const noisy = { labelNoise: 0.4, batchSize: 8 };
    const [a, b] = [await fitted(X, labels, noisy), await fitted(X, labels, noisy)];
    expect(numbers(a)).toEqual(numbers(b));
    const { trainLoss, cleanTrainLoss } = a.history.at(-1)!;
    expect(trainLoss).toBeGreaterThan(cleanTrainLoss);
    expect(numbers(a)).not.toEqual(numbers(await fitted(X, labels, { batchSize: 8 })));
  });
});

describe('bad input', () => {
  const y = X.map(([a]) => a!);
  test.each<[unknown, TrainOptions, string]>([
    [labels, { weights: [1, 2] }, 'fit: weights must have length 40 (one per row of X), got 2'],
    [
      labels,
      { weights: X.map((_, i) => i) },
      'fit: weights[0] must be > 0, got 0; leave out rows without weight',
    ],
    [labels, { classWeights: { rare: 0 } }, 'fit: classWeights.rare must be a finite number > 0'],
    [
      labels,
      { classWeights: { odd: 1 } },
      'fit: classWeights must name the classes often, rare, some, got "odd"',
    ],
    [
      labels,
      { classWeights: 'even' as never },
      'fit: classWeights must be \'balanced\' or a number per class, got "even"',
    ],
    [y, { classWeights: 'balanced' }, 'fit: classWeights must be given with labels of classes'],
    [labels, { labelNoise: 1 }, 'fit: labelNoise must lie in [0, 1), got 1'],
    [y, { labelNoise: 0.1 }, 'fit: labelNoise must be 0 where no labels are given, got 0.1'],
    [
      X.map(() => [0.5, 0.4, 0]),
      { loss: loss.crossEntropy() },
      'fit: y[0] must hold numbers >= 0 that add up to 1, got 0.9; y as a matrix holds shares of classes',
    ],
  ])('is refused, case %#', async (targets, options, message) => {
    await expect(fitted(X, targets, options)).rejects.toThrow(message);
  });
});
