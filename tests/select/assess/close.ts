/** Closeness of two routes to the same sums. */
import { expect } from 'vitest';
import { sumTolerance64 } from '../../support/tolerance.ts';

/**
 * Both are quotients of sums over n rows of terms that total at most `size` times the denominator;
 * NaN equals NaN.
 */
export function expectClose(actual: number, expected: number, n: number, size = 1): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
      sumTolerance64(n, Math.max(size, Math.abs(expected))),
    );
}

export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  n: number,
): void {
  expect(actual.length).toBe(expected.length);
  for (let k = 0; k < expected.length; k++) expectClose(actual[k]!, expected[k]!, n);
}
