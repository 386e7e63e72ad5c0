/** The search for a rate is a short training whose rate grows. */
import { describe, expect, test } from 'vitest';
import { dense } from '../../src/layer/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { adamW, sgd } from '../../src/optimizer/index.ts';
import { mlp, plugin, type RateOptions, sequential } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';
import { EPSILON_32, relativeDifference } from '../support/tolerance.ts';

const NET = sequential([dense(1)]);
const N = RINGS.length;
const search = (options: RateOptions = {}) =>
  NET.findRate(RINGS, HEIGHTS, { optimizer: sgd(), seed: 1, ...options });

test('rates grow by the same factor', async () => {
  const { rates, losses } = await search({ from: 1e-4, to: 1, steps: 9, batchSize: 50 });
  const expected = Array.from({ length: 9 }, (_, k) => 10 ** (k / 2 - 4));
  expect(relativeDifference(rates, expected)).toBeLessThan(1e-14);
  expect(losses).toHaveLength(9);
});

test('losses are running means of those of descent at these rates', async () => {
  const options = { from: 1e-3, to: 0.5, steps: 20, batchSize: N };
  const { rates, losses, suggestion } = await search(options);
  const still = { epochs: 1, validation: 0, seed: 1, batchSize: N, freeze: /./ };
  const begun = (await NET.fit(RINGS, HEIGHTS, still)).weights;
  const w = [...begun.values()].flatMap((values) => Array.from(values));
  let [mean, weight] = [0, 0];
  const expected = Array.from(rates, (rate) => {
    const errors = RINGS.map(([a, b], i) => w[0]! * a! + w[1]! * b! + w[2]! - HEIGHTS[i]!);
    mean = 0.9 * mean + 0.1 * (errors.reduce((sum, e) => sum + (e * e) / 2, 0) / N);
    weight = 0.9 * weight + 0.1;
    for (const j of [0, 1, 2])
      w[j]! -= errors.reduce((sum, e, i) => sum + (rate * e * [...RINGS[i]!, 1][j]!) / N, 0);
    return mean / weight;
  });
  expect(relativeDifference(losses, expected)).toBeLessThan(200 * EPSILON_32);
  expect(suggestion).toBe(rates[losses.indexOf(Math.min(...losses))]! / 10);
});

test('it ends where the loss is no longer finite, and gives all memory back', async () => {
  const before = defaultMemory().used;
  const { rates, losses } = await search({ from: 1e-3, to: 1e20, steps: 60 });
  expect(losses.length).toBeGreaterThan(5);
  expect(losses.length).toBeLessThan(60);
  expect(rates).toHaveLength(losses.length);
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(defaultMemory().used).toBeLessThanOrEqual(before);
});

test('what it suggests trains well, with any optimizer', async () => {
  const net = sequential([dense(16, { activation: 'relu' }), dense(2)]);
  for (const make of [
    (lr?: number) => sgd(lr ? { lr } : {}),
    (lr?: number) => adamW(lr ? { lr } : {}),
  ]) {
    const options = { seed: 2, batchSize: 16 };
    const { suggestion } = await net.findRate(RINGS, SIDES, { ...options, optimizer: make() });
    const fitted = await net.fit(RINGS, SIDES, {
      ...{ ...options, optimizer: make(suggestion), epochs: 40, validation: 0 },
    });
    expect(fitted.history.at(-1)!.trainAccuracy).toBeGreaterThan(0.95);
  }
});

test('it heeds what changes gradients, and leaves averages alone', async () => {
  const [plain, sam, ema] = await Promise.all([
    search(),
    search({ plugins: [plugin.sam(1)] }),
    search({ plugins: [plugin.ema()] }),
  ]);
  expect(sam!.losses).not.toEqual(plain!.losses);
  expect(ema!.losses).toEqual(plain!.losses);
});

test('it works for networks whose last layer fit adds, and tells how far it is', async () => {
  const told: unknown[] = [];
  const onProgress = (progress: unknown) => told.push(progress);
  const net = mlp({ hidden: [8] });
  const { losses } = await net.findRate(RINGS, SIDES, { steps: 10, batchSize: 20, onProgress });
  expect(losses).toHaveLength(10);
  expect(told).toEqual([6, 10].map((done) => ({ phase: 'rates', done, total: 10 })));
});

describe('bad options', () => {
  test.each<[RateOptions, string]>([
    [{ from: 0 }, 'findRate: from must be a finite number > 0, got 0'],
    [{ to: 1e-8 }, 'findRate: to must be a finite number > 1e-7, the first rate, got 1e-8'],
    [{ steps: 1 }, 'findRate: steps must be an integer >= 2, got 1'],
    [{ epochs: 3 } as never, 'findRate: unknown option epochs'],
    [{ batchSize: 500 }, 'fit: batchSize must be at most 120, the rows to train on, got 500'],
  ])('are refused, case %#', async (options, message) => {
    await expect(search(options)).rejects.toThrow(message);
  });
});
