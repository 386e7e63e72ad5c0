/** e^η of two rows at once, as Poisson's loss has it where y is 0. */
import { expect, test } from 'vitest';
import { RowCall } from '../../src/memory/calls.ts';
import { RowsRecord } from '../../src/memory/record.ts';
import { expectEach } from '../support/expectEach.ts';
import { f64, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { EPSILON_64 } from '../support/tolerance.ts';

/** e^x of each, in pairs but for the last of an odd number. */
function exponentials(points: readonly number[]): number[] {
  let result = f64(0);
  const n = points.length;
  onKernels(({ kernels, given, room, record }) => {
    const v = room(f64(n));
    const rows = record(RowsRecord, {
      ...{ n, outputs: 1, slice: 0, eta: given(f64(n, (i) => points[i]!)), y: given(f64(n)) },
      ...{ weights: given(f64(n, () => 1)), v: v.at, h: room(f64(n)).at, shared: room(f64(n)).at },
    });
    kernels.poisson(RowCall.gradients, rows, 0, 0, 0);
    result = v.read();
  });
  return [...result].map((slope) => -slope);
}

test('the exponential is less than a unit in the last place off', () => {
  const { uniform } = random(5);
  const drawn = (size: number) => Array.from({ length: 501 }, () => size * (2 * uniform() - 1));
  const points = [1e-9, 0.3, 1, 30, 700].flatMap(drawn);
  exponentials(points).forEach((value, i) => {
    const exact = Math.exp(points[i]!);
    expectEach(Math.abs(value / exact - 1)).toBeLessThanOrEqual(EPSILON_64);
  });
});

test('the exponential ends in 0 and ∞, by way of numbers that lack digits', () => {
  const ends = [0, -0, 710, 1e6, Infinity, -746, -1e6, -Infinity];
  expect(exponentials(ends)).toEqual([1, 1, Infinity, Infinity, Infinity, 0, 0, 0].map(Math.abs));
  expect(exponentials([Number.NaN])).toEqual([Number.NaN]);
  const least = [-745, -740.5, -720];
  exponentials(least).forEach((value, i) => {
    expectEach(Math.abs(value - Math.exp(least[i]!))).toBeLessThanOrEqual(Number.MIN_VALUE);
  });
});

test('a value has the same bits first, second and alone', () => {
  const points = [-3.7, 0.1, 12.9];
  const alone = points.map((x) => exponentials([x])[0]);
  expect(exponentials(points)).toEqual(alone);
  expect(exponentials([0, ...points]).slice(1)).toEqual(alone);
});
