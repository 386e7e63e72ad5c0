/** The families of several outputs as values. */
import { describe, expect, test } from 'vitest';
import { multigaussian, multinomial } from '../../src/datafit/index.ts';
import { multinomial as softmaxTwin } from '../reference/families/multinomial.ts';

describe('multinomial', () => {
  test('the loss and the probabilities are those of the definition', () => {
    const family = multinomial({ classes: 3 });
    const eta = [0.3, -1.2, 2];
    const powers = eta.map(Math.exp);
    const total = powers.reduce((sum, value) => sum + value, 0);
    Array.from(family.joint!.mean(eta)).forEach((p, k) => {
      expect(p).toBeCloseTo(powers[k]! / total, 14);
    });
    const twin = softmaxTwin([[0.2, 0.5, 0.3]]);
    expect(family.joint!.loss(eta, [0.2, 0.5, 0.3])).toBeCloseTo(
      twin.value(Float64Array.from(eta)),
      14,
    );
    expect(family.joint!.saturated([0, 1, 0])).toBe(0);
    expect(family.joint!.saturated([0.5, 0.5, 0])).toBeCloseTo(Math.LN2, 15);
  });

  test('refuses what is no distribution over the classes', () => {
    const { joint, refuses } = multinomial({ classes: 3 });
    expect(joint!.refuses([0.2, 0.5, 0.3])).toBeUndefined();
    expect(joint!.refuses([0, 1, 0])).toBeUndefined();
    for (const bad of [
      [0.2, 0.5, 0.4],
      [-0.1, 1.1, 0],
      [Number.NaN, 1, 0],
    ])
      expect(joint!.refuses(bad)).toBe('be shares >= 0 of the classes that sum to 1');
    expect(refuses?.(0.4)).toBeUndefined();
    expect(refuses?.(1.5)).toBe('lie in [0, 1]');
  });

  test.each([1, 0, 2.5, Number.NaN])('refuses %d classes', (classes) => {
    expect(() => multinomial({ classes })).toThrow(
      `multinomial: classes must be an integer >= 2, got ${classes}`,
    );
  });

  test('refuses an option it does not know', () => {
    expect(() => multinomial({ outputs: 3 } as never)).toThrow(/multinomial: .*outputs/);
  });
});

describe('multigaussian', () => {
  test('takes any response and predicts the predictors', () => {
    const { joint, outputs } = multigaussian({ outputs: 2 });
    expect(outputs).toBe(2);
    expect(joint!.refuses([-1e9, 3])).toBeUndefined();
    expect([...joint!.mean([3, 4])]).toEqual([3, 4]);
    expect(joint!.loss([1, 2], [4, 6])).toBe(12.5);
    expect(joint!.saturated([4, 6])).toBe(0);
  });

  test.each([0, -1, 1.5])('refuses %d outputs', (outputs) => {
    expect(() => multigaussian({ outputs })).toThrow(
      `multigaussian: outputs must be an integer >= 1, got ${outputs}`,
    );
  });

  test('a loss of one number alone is no number', () => {
    expect(multigaussian({ outputs: 2 }).loss(1, 2)).toBeNaN();
  });
});
