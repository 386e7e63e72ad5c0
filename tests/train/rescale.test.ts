/** Networks of numbers that were trained in handier units than their target has. */
import { beforeAll, describe, expect, test } from 'vitest';
import { dense, dropout } from '../../src/layer/index.ts';
import { load } from '../../src/load.ts';
import * as loss from '../../src/loss/index.ts';
import { type FittedNetwork, mlp, sequential } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';
import { RESCALED, sumTolerance32 } from '../support/tolerance.ts';

const UNITS = { shift: 1000, scale: 50 };
/** The heights in those units. */
const Y = HEIGHTS.map((height) => UNITS.shift + UNITS.scale * height);
let fitted: FittedNetwork;

beforeAll(async () => {
  fitted = await mlp({ hidden: [8] }).fit(RINGS, HEIGHTS, { epochs: 5 });
});

describe('a network in other units', () => {
  test('predicts scale · z + shift, from a file, too', () => {
    const again = load<FittedNetwork>(fitted.rescale(UNITS).save());
    const before = fitted.predict(RINGS) as Float32Array;
    const after = again.predict(RINGS) as Float32Array;
    before.forEach((z, i) => {
      const expected = UNITS.scale * z + UNITS.shift;
      expect(Math.abs(after[i]! - expected)).toBeLessThan(sumTolerance32(10, 1200));
    });
  });

  const pinball = (r: number) => (r >= 0 ? 0.8 * r : -0.2 * r);
  const bent = (r: number) => (Math.abs(r) <= 20 ? r ** 2 / 2 : 20 * Math.abs(r) - 200);

  test.each([
    ['mse', () => loss.mse(), (r: number) => r ** 2 / 2],
    ['mae', () => loss.mae(), Math.abs],
    ['huber', (scale: number) => loss.huber(20 / scale), bent],
    ['quantile', () => loss.quantile(0.8), pinball],
  ] as const)('has the losses and errors of a target in them: %s', async (name, make, cost) => {
    const options = { epochs: 3, validation: 0, loss: make(UNITS.scale) };
    const other = (await sequential([dense(1)]).fit(RINGS, HEIGHTS, options)).rescale(UNITS);
    expect(other.loss).toEqual({ type: name, args: make(1).args });
    const predicted = other.predict(RINGS) as Float32Array;
    const errors = Y.map((y, i) => y - predicted[i]!);
    const mean = (of: (r: number) => number) =>
      errors.reduce((sum, r) => sum + of(r), 0) / errors.length;
    const { cleanTrainLoss, trainMae, trainMse } = other.history.at(-1)!;
    const pairs = [
      [cleanTrainLoss, mean(cost)],
      [trainMae!, mean(Math.abs)],
      [trainMse!, mean((r) => r ** 2)],
    ] as const;
    for (const [said, expected] of pairs)
      expect(Math.abs(said - expected)).toBeLessThan(RESCALED * expected);
  });

  test('leaves the one it was made of as it was', () => {
    const { history, weights } = fitted;
    const bias = weights.get('dense3.bias')!.slice();
    expect(fitted.rescale({ shift: 2 }).weights.get('dense3.bias')).toEqual(bias.map((b) => b + 2));
    expect([fitted.history, fitted.weights.get('dense3.bias')]).toEqual([history, bias]);
    expect(fitted.rescale({}).history).toEqual(history);
  });
});

test.each<[object, string]>([
  [{ scale: 0 }, 'rescale: scale must be a finite number > 0, got 0'],
  [{ shift: Number.NaN }, 'rescale: shift must be a finite number, got NaN'],
  [{ mean: 1 }, 'rescale: unknown option mean'],
])('bad units are refused, case %#', (units, message) => {
  expect(() => fitted.rescale(units)).toThrow(message);
});

test('what predicts no numbers of its target cannot be rescaled', async () => {
  const classes = await sequential([dense(2)]).fit(RINGS, SIDES, { epochs: 1 });
  expect(() => classes.rescale(UNITS)).toThrow(
    'rescale: the loss must be one of mse, huber, mae, quantile, got "crossEntropy"',
  );
  const layers = [dense(1), dropout(0.5)];
  const noisy = await sequential(layers).fit(RINGS, HEIGHTS, { epochs: 1 });
  expect(() => noisy.rescale(UNITS)).toThrow(
    'rescale: the last layer must be dense, with a bias and no activation, got "dropout"',
  );
});

test('a network remembers what is stored beside it', () => {
  const meta = { file: 'd.csv', fills: Float64Array.of(1, Number.NaN) };
  const again = load<FittedNetwork>(fitted.withMeta(meta).save());
  expect(again.meta).toEqual(meta);
  expect([again.inputShape, again.loss.type]).toEqual([[2], 'mse']);
  expect(fitted.meta).toBeUndefined();
});
