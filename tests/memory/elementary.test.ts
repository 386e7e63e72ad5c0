import { describe, expect, test } from 'vitest';
import { exp, log, log1p, power } from '../../src/memory/elementary.ts';
import { onKernels } from '../support/kernels.ts';
import { EPSILON_64 } from '../support/tolerance.ts';

test.each([-700, -1.5, -1e-300, 0, 0.3, 1, 709])('of %d they are those of the kernels', (x) => {
  onKernels(({ kernels }) => {
    expect(exp(x)).toBe(kernels.exp(x));
    expect(log(x)).toBe(kernels.log(x));
    expect(log1p(x)).toBe(kernels.log1p(x));
  });
});

describe('power', () => {
  test.each([
    [0, 0, 1],
    [0, 2, 0],
    [0, 0.1, 0],
    [1, 17.3, 1],
    [5, 0, 1],
    [1e300, 0, 1],
    [Infinity, 1, Infinity],
  ])('of %d and %d is %d', (x, y, value) => {
    expect(power(x, y)).toBe(value);
  });

  test('is x^y but for the rounding of y ln x', () => {
    for (const x of [1e-300, 0.01, 0.7, 1.3, 2, 10, 1e12, 1e300])
      for (const y of [-1, -0.5, 0.1, 0.5, 1, 1.5, 2]) {
        const exact = x ** y;
        if (exact === Infinity || exact === 0) continue;
        // y ln x is off by a unit of its last place, which e^ makes a relative error
        const bound = (2 + 2 * Math.abs(y * Math.log(x))) * EPSILON_64;
        expect(Math.abs(power(x, y) / exact - 1)).toBeLessThanOrEqual(bound);
      }
  });

  test('of no number is none', () => {
    expect([power(-1, 2), power(Number.NaN, 1), power(2, Number.NaN)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
