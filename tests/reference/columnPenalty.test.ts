import { describe, test } from 'vitest';
import { expectEach } from '../support/expectEach.ts';
import { EPSILON_64 } from '../support/tolerance.ts';
import {
  type ColumnPenalty,
  conjugate,
  conjugateArgument,
  coordinateMinimum,
  EXCLUDED,
  finiteScale,
  penaltyValue,
  violation,
} from './columnPenalty.ts';

const free = { low: -Infinity, high: Infinity };
const PENALTIES: Record<string, ColumnPenalty> = {
  'l1 within limits': { l1: 0.7, l2: 0, low: -1.5, high: 2 },
  'l1 from 0': { l1: 0.7, l2: 0, low: 0, high: 2 },
  l2: { l1: 0, l2: 1.3, ...free },
  'elastic net': { l1: 0.5, l2: 0.25, ...free },
  'elastic net within limits': { l1: 0.5, l2: 0.25, low: -1, high: 3 },
  'limits alone': { l1: 0, l2: 0, low: -2, high: 1 },
  excluded: EXCLUDED,
};
/** Multiples of 1/64, so that every kink and every limit above is on the grid. */
const GRID = Array.from({ length: 2561 }, (_, k) => (k - 1280) / 64);
const COARSE = GRID.filter((_, k) => k % 16 === 0);
const POINTS = [-3, -0.7, -0.25, 0, 0.25, 0.5, 0.7, 0.75, 1, 3];

describe.each(Object.entries(PENALTIES))('%s', (_, penalty) => {
  test('the conjugate is the supremum of v b − φ(b), attained at its argument', () => {
    for (const v of POINTS) {
      const argument = conjugateArgument(penalty, v);
      const attained = v * argument - penaltyValue(penalty, argument);
      const searched = Math.max(...GRID.map((b) => v * b - penaltyValue(penalty, b)));
      const value = conjugate(penalty, v);
      expectEach(Math.abs(value - attained)).toBeLessThanOrEqual(8 * EPSILON_64 * (1 + value));
      expectEach(value).toBeGreaterThanOrEqual(searched - 8 * EPSILON_64 * (1 + value));
      // The grid misses a smooth maximum by at most curvature / 2 times half a step squared.
      expectEach(value).toBeLessThanOrEqual(searched + penalty.l2 / 2 / 128 ** 2 + 8 * EPSILON_64);
    }
  });

  test('v is in the subdifferential at b where the Fenchel–Young inequality is an equality', () => {
    for (const v of POINTS)
      for (const b of COARSE.filter((each) => penaltyValue(penalty, each) < Infinity)) {
        const slack = penaltyValue(penalty, b) + conjugate(penalty, v) - v * b;
        expectEach(slack).toBeGreaterThanOrEqual(-1e-14);
        expectEach(violation(penalty, b, v) > 1e-7).toBe(slack > 1e-13);
      }
  });

  test('the coordinate minimum beats every grid point', () => {
    for (const v of POINTS) {
      const value = (b: number) => b * b - v * b + penaltyValue(penalty, b);
      const least = Math.min(...GRID.map(value));
      expectEach(value(coordinateMinimum(penalty, v, 2))).toBeLessThanOrEqual(
        least + 8 * EPSILON_64,
      );
    }
  });
});

test('an infinite conjugate is found, and the scale that avoids it keeps it finite', () => {
  const lasso: ColumnPenalty = { l1: 0.7, l2: 0, ...free };
  expectEach(conjugate(lasso, 0.7)).toBe(0);
  expectEach(conjugate(lasso, 0.71)).toBe(Infinity);
  for (const v of [0.1, 1 / 3, 3, -7.7, 1e-9]) {
    const scale = finiteScale(lasso, v);
    expectEach(conjugate(lasso, scale * v)).toBe(0);
    expectEach(conjugate(lasso, scale * v * (1 + 8 * EPSILON_64))).toBe(Infinity);
  }
  const positive: ColumnPenalty = { l1: 0.7, l2: 0, low: 0, high: Infinity };
  expectEach(finiteScale(positive, -5)).toBe(Infinity);
  expectEach(conjugate(positive, -5)).toBe(0);
  expectEach(finiteScale({ l1: 0, l2: 0, ...free }, 1)).toBe(0);
  expectEach(finiteScale({ l1: 0, l2: 0.1, ...free }, 1)).toBe(Infinity);
});

test('outside its limits a penalty is infinite', () => {
  expectEach(penaltyValue({ l1: 1, l2: 2, low: -1, high: 3 }, 2)).toBe(6);
  expectEach(penaltyValue({ l1: 1, l2: 2, low: -1, high: 3 }, 3.1)).toBe(Infinity);
  expectEach(penaltyValue(EXCLUDED, 1e-300)).toBe(Infinity);
});
