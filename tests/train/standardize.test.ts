/** Networks learn the scale of their columns from the rows that they are trained on. */
import { describe, expect, test } from 'vitest';
import { dense, standardize, unstandardize } from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import { adamW } from '../../src/optimizer/index.ts';
import { mlp, sequential } from '../../src/train/index.ts';
import { loadNetwork } from '../../src/train/load.ts';
import { random } from '../support/random.ts';

const { normal, uniform } = random(8);
const ROWS = 300;

/** Kilometres, a share, a constant, and something without any meaning. */
const X = Array.from({ length: ROWS }, () => [40_000 + 500 * normal(), uniform(), 7.1, normal()]);
const y = X.map(([km, share]) => ((km! - 40_000) / 500 + 3 * (share! - 0.5) > 0 ? 'far' : 'near'));

const NET = sequential([standardize(), dense(8, { activation: 'relu' }), dense(2)]);
const OPTIONS = { epochs: 40, seed: 1, optimizer: adamW({ lr: 0.01 }) };

/** Of all rows, or of some. */
function momentsOf(rows: readonly (readonly number[])[]): { mean: number[]; scale: number[] } {
  const n = rows.length;
  const mean = X[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / n);
  const scale = mean.map((m, j) => {
    const variance = rows.reduce((sum, row) => sum + (row[j]! - m) ** 2, 0) / n;
    return variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
  });
  return { mean, scale };
}

function expectClose(got: ArrayLike<number>, expected: readonly number[]): void {
  // rows are f32: seven digits of kilometres, of which the deviation keeps five
  for (const [j, value] of expected.entries())
    expect(Math.abs(got[j]! - value)).toBeLessThanOrEqual(1e-4 * Math.abs(value));
}

test('mean and scale are those of the rows trained on, a constant counts nothing', async () => {
  const { weights } = await NET.fit(X, y, { ...OPTIONS, validation: 0, epochs: 1 });
  const { mean, scale } = momentsOf(X);
  expectClose(weights.get('standardize1.mean')!, mean);
  expectClose(weights.get('standardize1.scale')!, scale);
  expect(weights.get('standardize1.scale')![2]).toBe(0);
});

test('rows for validation are not seen', async () => {
  const far = X.map(([, ...rest]) => [1e6, ...rest]);
  const validation = { X: far, y };
  const held = await NET.fit(X, y, { ...OPTIONS, validation, epochs: 1 });
  expectClose(held.weights.get('standardize1.mean')!, momentsOf(X).mean);
});

test('what is on no common scale is learned, predicted as it is and kept in files', async () => {
  const fitted = await NET.fit(X, y, OPTIONS);
  const right = fitted.predict(X).filter((label, i) => label === y[i]).length;
  expect(right / ROWS).toBeGreaterThan(0.95);
  expect(loadNetwork(fitted.save()).scores(X).data).toEqual(fitted.scores(X).data);
});

test('mlp does so by itself', async () => {
  const fitted = await mlp({ hidden: [16] }).fit(X, y, OPTIONS);
  const right = fitted.predict(X).filter((label, i) => label === y[i]).length;
  expect(right / ROWS).toBeGreaterThan(0.95);
  const plain = await mlp({ hidden: [4], standardize: false }).fit(X, y, { epochs: 1 });
  expect([...plain.weights.keys()].some((name) => name.startsWith('standardize'))).toBe(false);
});

test('sparse rows have the moments of dense ones', async () => {
  const i = Int32Array.from({ length: ROWS }, (_, k) => k);
  const values = Float64Array.from(i, (k) => (k % 3 ? 0 : normal()));
  const sparse = SparseMatrix.fromTriplets({
    ...{ i, j: new Int32Array(ROWS), v: values, rows: ROWS, cols: 1 },
  });
  const options = { ...OPTIONS, epochs: 1, validation: 0 };
  const net = sequential([standardize(), dense(2)]);
  const [a, b] = await Promise.all([
    net.fit(sparse, y, options),
    net.fit({ data: values, rows: ROWS, cols: 1 }, y, options),
  ]);
  expect(a!.weights).toEqual(b!.weights);
});

test('anywhere but first it is refused', async () => {
  const net = sequential([dense(4), standardize(), dense(2)]);
  await expect(net.fit(X, y)).rejects.toThrow(
    'fit: standardize2: input must be the network\'s own, got "another"; put it first',
  );
  expect(() => standardize({ mean: 0 } as never)).toThrow('standardize: unknown option mean');
});

describe('the scale of y', () => {
  /** Prices, and one number that never changes. */
  const prices = X.map(([km, share]) => [3e5 + 200 * (km! - 40_000) + 2e5 * share!, 12]);
  const net = sequential([standardize(), dense(2), unstandardize()]);
  const squaredError = (predicted: ArrayLike<number>) =>
    prices.reduce((sum, [price], i) => sum + (price! - predicted[2 * i]!) ** 2, 0) / ROWS;

  test('is that of the rows trained on; what is constant comes out as it is', async () => {
    const { weights } = await net.fit(X, prices, { ...OPTIONS, validation: 0, epochs: 1 });
    const mean = prices.reduce((sum, [price]) => sum + price!, 0) / ROWS;
    const deviation = Math.sqrt(squaredError(prices.flatMap(() => [mean, 0])));
    expectClose(weights.get('unstandardize3.scale')!, [deviation, 1]);
    expectClose(weights.get('unstandardize3.mean')!, [-mean / deviation, -12]);
  });

  test('is learned at the usual rates, and kept in files', async () => {
    const fitted = await net.fit(X, prices, OPTIONS);
    const deviation = fitted.weights.get('unstandardize3.scale')![0]!;
    expect(squaredError(fitted.scores(X).data)).toBeLessThan((0.05 * deviation) ** 2);
    expect(loadNetwork(fitted.save()).scores(X).data).toEqual(fitted.scores(X).data);
  });

  test.each([loss.mse(), loss.mae(), loss.huber(1e4), loss.quantile(0.5)])(
    'is minded by mlp, whose loss is in units of y: $type',
    async (one) => {
      const fitted = await mlp({ hidden: [8] }).fit(X, prices, { ...OPTIONS, loss: one });
      const [first, best] = [fitted.history[0]!, fitted.history[fitted.bestEpoch - 1]!];
      expect(first.valMse).toBeGreaterThan(1e9);
      expect(best.valMse!).toBeLessThan(0.05 * first.valMse!);
      expect(fitted.embed(X).cols).toBe(8);
    },
  );

  test('is left alone where outputs are rates or odds, and where mlp is told to', async () => {
    const names = async (one: typeof loss.binary, options = {}) => {
      const counts = X.map(([, share]) => Math.round(share!));
      const net = mlp({ hidden: [4], ...options });
      return (await net.fit(X, counts, { loss: one(), epochs: 1 })).weights.keys();
    };
    for (const keys of [
      await names(loss.poisson),
      await names(loss.binary),
      await names(loss.mse, { standardize: false }),
    ])
      expect([...keys].some((name) => name.startsWith('unstandardize'))).toBe(false);
  });

  test('is refused anywhere but last, and for classes', async () => {
    const inside = sequential([unstandardize(), dense(2)]);
    await expect(inside.fit(X, prices)).rejects.toThrow(
      'fit: unstandardize1: output must be the network\'s own, got "another"; put it last',
    );
    await expect(net.fit(X, y)).rejects.toThrow(
      'fit: unstandardize3: y must hold numbers, got "classes"',
    );
  });
});
