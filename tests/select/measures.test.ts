import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate, measures, type NumberMeasure } from '../../src/select/measures.ts';

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
/** Rows [y, prediction, weight], weights small integers so that rows can be repeated. */
const rows = fc.array(fc.tuple(number, number, fc.nat(3)), { minLength: 1, maxLength: 40 });

function columns(data: readonly [number, number, number][]): [number[], number[], number[]] {
  return [data.map((row) => row[0]), data.map((row) => row[1]), data.map((row) => row[2])];
}

describe('measures', () => {
  const y = [1, 2, 4];
  const prediction = [2, 2, 1];

  it('have the values worked out by hand', () => {
    expect(measures.mse.value(y, prediction)).toBe(10 / 3);
    expect(measures.mae.value(y, prediction)).toBe(4 / 3);
    // mean 7/3, Σ (y − mean)² = 16/9 + 1/9 + 25/9 = 14/3
    expect(measures.r2.value(y, prediction)).toBeCloseTo(1 - 10 / (14 / 3), 14);
  });

  it('weight the rows', () => {
    const weights = [1, 0, 3];
    expect(measures.mse.value(y, prediction, weights)).toBe((1 + 3 * 9) / 4);
    expect(measures.mae.value(y, prediction, weights)).toBe((1 + 3 * 3) / 4);
    // mean 13/4, Σ w (y − mean)² = 81/16 + 3 · 9/16 = 27/4
    expect(measures.r2.value(y, prediction, weights)).toBeCloseTo(1 - 28 / 6.75, 14);
  });

  it('say which direction is better', () => {
    const signs: Record<NumberMeasure, 1 | -1> = { mse: 1, mae: 1, deviance: 1, r2: -1 };
    for (const [name, { sign, value }] of Object.entries(measures)) {
      expect(sign).toBe(signs[name as NumberMeasure]);
      expect(sign * value(y, y)).toBeLessThan(sign * value(y, prediction));
    }
  });

  it('know that the deviance of gaussian errors is the mean square', () => {
    expect(measures.deviance.value(y, prediction, [1, 2, 3])).toBe(
      measures.mse.value(y, prediction, [1, 2, 3]),
    );
  });

  it('take a weight of w for a row repeated w times', () => {
    fc.assert(
      fc.property(rows, (data) => {
        const [target, guess, weights] = columns(data);
        const repeated = data.flatMap((row) => new Array<typeof row>(row[2]).fill(row));
        const [longTarget, longGuess] = columns(repeated);
        for (const { value } of [measures.mse, measures.mae]) {
          const expected = value(longTarget, longGuess);
          // Sums of at most 120 terms ≥ 0 in another order: relative error ≤ 2 · 120 · 2⁻⁵³.
          if (repeated.length === 0) expect(value(target, guess, weights)).toBeNaN();
          else
            expect(Math.abs(value(target, guess, weights) - expected)).toBeLessThanOrEqual(
              240 * 2 ** -53 * expected,
            );
        }
      }),
    );
  });

  it('give r2 of 0 to the mean and of 1 to the target', () => {
    const weights = [2, 1, 1];
    const mean = (2 * 1 + 2 + 4) / 4;
    expect(measures.r2.value(y, [mean, mean, mean], weights)).toBe(0);
    expect(measures.r2.value(y, y, weights)).toBe(1);
  });

  it('leave r2 undefined where y does not vary', () => {
    const constant = new Array<number>(7).fill(0.1);
    expect(measures.r2.value(constant, [1, 2, 3, 4, 5, 6, 7])).toBeNaN();
    expect(measures.r2.value(constant, constant)).toBeNaN();
    expect(measures.r2.value([5], [4])).toBeNaN();
    expect(measures.r2.value([9, 0.1, 0.1, 0.1], [0, 0, 0, 0], [0, 0.3, 0.7, 0.1])).toBeNaN();
  });

  it('are undefined where no row has weight', () => {
    for (const { value } of Object.values(measures)) {
      expect(value([1, 2], [1, 3], [0, 0])).toBeNaN();
      expect(value([], [])).toBeNaN();
    }
  });

  it('do not look at rows of weight 0', () => {
    for (const { value } of Object.values(measures))
      expect(value([1, 2, Number.NaN], [1, 3, Infinity], [1, 1, 0])).toBe(value([1, 2], [1, 3]));
  });
});

describe('aggregate', () => {
  it('weights each fold by its test weight', () => {
    const { mean, se } = aggregate(
      [
        [1, 10],
        [3, 10],
        [5, 10],
      ],
      [1, 2, 1],
    );
    expect(Array.from(mean)).toEqual([3, 10]);
    // (¼·4 + ½·0 + ¼·4) / (3 − 1) = 1
    expect(Array.from(se)).toEqual([1, 0]);
  });

  it('does not depend on the scale of the weights', () => {
    const perFold = [[1], [4], [2], [8]];
    const one = aggregate(perFold, [1, 2, 3, 4]);
    const two = aggregate(perFold, [0.5, 1, 1.5, 2]);
    expect(two).toEqual(one);
  });

  it('is the ordinary standard error for equal weights', () => {
    const values = [1, 4, 2, 8, 5];
    const { mean, se } = aggregate(
      values.map((value) => [value]),
      [7, 7, 7, 7, 7],
    );
    const spread = values.reduce((sum, value) => sum + (value - 4) ** 2, 0) / 4;
    expect(mean[0]).toBe(4);
    expect(se[0]).toBeCloseTo(Math.sqrt(spread / 5), 15);
  });

  it('leaves out folds without weight and folds that are undefined at every lambda', () => {
    const kept = aggregate(
      [
        [1, 2],
        [3, 6],
      ],
      [1, 3],
    );
    const all = aggregate(
      [
        [1, 2],
        [9, 9],
        [Number.NaN, Number.NaN],
        [3, 6],
      ],
      [1, 0, 5, 3],
    );
    expect(all).toEqual(kept);
  });

  it('does not hide a NaN at one lambda', () => {
    const { mean } = aggregate(
      [
        [1, Number.NaN],
        [3, 6],
      ],
      [1, 1],
    );
    expect(Array.from(mean)).toEqual([2, Number.NaN]);
  });

  it('knows no standard error of one fold and no mean of none', () => {
    expect(aggregate([[4]], [2])).toEqual({
      mean: Float64Array.of(4),
      se: Float64Array.of(Number.NaN),
    });
    expect(aggregate([[Number.NaN]], [2]).mean[0]).toBeNaN();
    expect(aggregate([], []).mean.length).toBe(0);
  });
});
