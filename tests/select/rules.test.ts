import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minIndex, oneSeIndex } from '../../src/select/rules.ts';
import golden from '../golden/select.json' with { type: 'json' };

const lambdas = [8, 4, 2, 1];
const curve = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4 })), {
  minLength: 1,
  maxLength: 12,
});

describe('minIndex', () => {
  it('is the smallest mean, or the largest where large is good', () => {
    expect(minIndex([3, 1, 2, 5], 1)).toBe(1);
    expect(minIndex([3, 1, 2, 5], -1)).toBe(3);
  });

  it('is the larger lambda of equal means', () => {
    expect(minIndex([3, 1, 1, 1], 1)).toBe(1);
    expect(minIndex([0, 7, 7], -1)).toBe(1);
    expect(minIndex([Infinity, Infinity], 1)).toBe(0);
  });

  it('passes over NaN', () => {
    expect(minIndex([Number.NaN, 2, Number.NaN, 1], 1)).toBe(3);
    expect(minIndex([Number.NaN, Infinity], 1)).toBe(1);
  });

  it('refuses a curve of NaN', () => {
    expect(() => minIndex([Number.NaN, Number.NaN], -1)).toThrow(
      new RangeError(
        'crossValidate: measure must be defined for some lambda, got NaN; ' +
          'r2 needs a test fold in which y varies: use mse, or fewer folds',
      ),
    );
  });
});

describe('oneSeIndex', () => {
  it('is the largest lambda within one standard error of the best', () => {
    expect(oneSeIndex(lambdas, [9, 3, 2, 4], [9, 9, 1, 9], 1)).toBe(1);
    expect(oneSeIndex(lambdas, [9, 3, 2, 4], [0, 0, 0.5, 0], 1)).toBe(2);
    expect(oneSeIndex(lambdas, [9, 3, 2, 4], [0, 0, 7, 0], 1)).toBe(0);
  });

  it('turns around for measures of which more is better', () => {
    expect(oneSeIndex(lambdas, [0.1, 0.7, 0.8, 0.6], [0, 0, 0.15, 0], -1)).toBe(1);
  });

  it('is the best itself where the standard error is 0 or unknown', () => {
    expect(oneSeIndex(lambdas, [9, 3, 2, 4], [0, 0, 0, 0], 1)).toBe(2);
    expect(oneSeIndex(lambdas, [9, 3, 2, 4], new Array(4).fill(Number.NaN), 1)).toBe(2);
  });

  it('agrees with its definition', () => {
    fc.assert(
      fc.property(curve, fc.constantFrom<1 | -1>(1, -1), (points, sign) => {
        const mean = points.map(([m]) => m);
        const se = points.map(([, s]) => s);
        const grid = points.map((_, l) => 2 ** -l);
        const best = Math.min(...mean.map((m) => sign * m));
        const minimum = mean.findIndex((m) => sign * m === best);
        const within = grid.filter((_, l) => sign * mean[l]! <= best + se[minimum]!);
        expect(minIndex(mean, sign)).toBe(minimum);
        expect(grid[oneSeIndex(grid, mean, se, sign)]).toBe(Math.max(...within));
      }),
    );
  });
});

it('the rules choose what cv.glmnet chooses', () => {
  const { lambda, cvm, cvsd } = golden;
  expect(lambda[minIndex(cvm, 1)]).toBe(golden.lambdaMin);
  expect(lambda[oneSeIndex(lambda, cvm, cvsd, 1)]).toBe(golden.lambda1se);
});
