import { expect, it } from 'vitest';
import { inexactPowers, unequalSquares } from './arithmetic.ts';

it('a square is the product, and a power of two is exact', () => {
  expect(unequalSquares(1_000_000)).toBe(0);
  expect(inexactPowers()).toEqual([]);
});
