import { describe, expect, test } from 'vitest';
import { dot } from '../reference/dot.ts';
import { normalized } from '../reference/moments.ts';
import { squaredResidual } from '../reference/squaredResidual.ts';
import { sum } from '../reference/sum.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64, onKernels, SHIFTS } from '../support/kernels.ts';
import { type Random, random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';

const NUMBERS: Record<string, (source: Random) => number> = {
  ordinary: ({ normal }) => normal(),
  'signed zero': ({ pick }) => pick([0, -0]),
  huge: ({ normal }) => normal() * 2 ** 400,
  denormal: ({ normal }) => normal() * 2 ** -1070,
  'far from 0': ({ normal }) => 2 ** 30 + normal(),
};

function compute(eta: Float64Array, y: Float64Array, weights: Float64Array, intercept: boolean) {
  const n = y.length;
  const results = SHIFTS.map((shift) => {
    let result = { r: f64(0), v: f64(0), squares: 0 };
    onKernels(({ kernels, given, room }) => {
      const [r, v] = [room(f64(n)), room(f64(n))];
      const squares = kernels.squaredResidual(
        n,
        given(eta),
        given(y),
        given(weights),
        Number(intercept),
        r.at,
        v.at,
      );
      result = { r: r.read(), v: v.read(), squares };
    }, shift);
    return result;
  });
  expect(results[1]).toEqual(results[0]);
  return results[0]!;
}

describe.each(Object.entries(NUMBERS))('%s numbers', (_, draw) => {
  describe.each([true, false])('with an intercept: %s', (intercept) => {
    test.each(EDGE_SIZES)('%i: residual, gradient and squares are those of the twin', (n) => {
      const source = random(n);
      const [eta, y] = [f64(n, () => draw(source)), f64(n, () => draw(source))];
      const weights = normalized(f64(n, () => 0.1 + source.below(3)));
      const got = compute(eta, y, weights, intercept);
      const expected = squaredResidual(eta, y, weights, intercept);
      const sizes = y.map((value, i) => Math.abs(value - eta[i]!));
      // The mean is within the rounding of n terms, and so is every centred residual.
      const bound = intercept ? sumTolerance64(n, dot(weights, sizes)) : 0;
      got.r.forEach((value, i) => {
        const slack = bound + sumTolerance64(1, sizes[i]!);
        expectEach(Math.abs(value - expected.r[i]!)).toBeLessThanOrEqual(intercept ? slack : 0);
      });
      expect(got.v).toEqual(got.r.map((value, i) => weights[i]! * value));
      const squares = dot(got.v, got.r);
      expectEach(Math.abs(got.squares - squares)).toBeLessThanOrEqual(sumTolerance64(n, squares));
    });
  });
});

test('the intercept leaves a residual of weighted mean 0', () => {
  const { normal, below } = random(1);
  const [eta, y] = [f64(33, normal), f64(33, normal)];
  const weights = normalized(f64(33, () => below(3)));
  const { v } = compute(eta, y, weights, true);
  expectEach(Math.abs(sum(v))).toBeLessThanOrEqual(sumTolerance64(33, sum(v.map(Math.abs))));
  expectEach(Math.abs(sum(compute(eta, y, weights, false).v))).toBeGreaterThan(0.01);
});

test('rows of weight 0 count for nothing', () => {
  const weights = Float64Array.of(0.5, 0, 0.5);
  const { v, squares } = compute(f64(3), Float64Array.of(1, 1e300, 3), weights, true);
  expect([...v, squares]).toEqual([-0.5, 0, 0.5, 1]);
});

test('NaN and infinite predictions show in the squares', () => {
  const weights = f64(5, () => 0.2);
  for (const odd of [Number.NaN, Infinity])
    for (let i = 0; i < 5; i++) {
      const eta = f64(5, (k) => (k === i ? odd : 0));
      expectEach(compute(eta, f64(5), weights, true).squares).toBe(Number.NaN);
      expectEach(compute(eta, f64(5), weights, false).squares).toBe(odd);
    }
});
