import { describe, expect, test } from 'vitest';
import type { DesignKind } from '../../src/linear/design.ts';
import type { Columns } from '../reference/columns.ts';
import { moments, normalized } from '../reference/moments.ts';
import { multiply } from '../reference/multiply.ts';
import { sum } from '../reference/sum.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64, i32, onKernels, SHIFTS } from '../support/kernels.ts';
import { type Random, random } from '../support/random.ts';
import { EPSILON_64, sumTolerance64 } from '../support/tolerance.ts';
import { KINDS, STORAGES } from './storages.ts';

const UNTOUCHED = 77;

/** Kinds of columns by name: their values row by row, given the rows that have weight. */
const COLUMNS: Record<string, (source: Random, hasWeight: (i: number) => boolean) => Cell> = {
  full: ({ normal }) => normal,
  sparse:
    ({ normal, chance }) =>
    () =>
      chance(0.2) ? normal() : 0,
  'of zeros': () => () => 0,
  constant: () => () => -0.1,
  'constant where there is weight': ({ normal }, hasWeight) => {
    return (i) => (hasWeight(i) ? 0.7 : normal());
  },
  'zero where there is weight':
    ({ normal }, hasWeight) =>
    (i) =>
      hasWeight(i) ? 0 : normal(),
  'of one value': () => (i) => (i === 1 ? 3 : 0),
  'of zeros and ones':
    ({ chance }) =>
    () =>
      Number(chance(0.5)),
  'with a large mean':
    ({ normal }) =>
    () =>
      2 ** 20 + normal(),
  huge:
    ({ normal }) =>
    () =>
      normal() * 2 ** 100,
  tiny:
    ({ normal }) =>
    () =>
      normal() * 2 ** -100,
};
type Cell = (i: number) => number;

const WEIGHTS: Record<string, (source: Random) => Cell> = {
  'equal weights': () => () => 1,
  'weights of all sizes':
    ({ normal }) =>
    () =>
      Math.exp(normal()),
  'weights, some 0':
    ({ below }) =>
    (i) =>
      i === 0 ? 1 : below(3),
  'weights, the first 0':
    ({ below }) =>
    (i) =>
      i === 0 ? 0 : 1 + below(3),
};

function draw(n: number, kind: DesignKind, weight: (source: Random) => Cell) {
  const source = random(n);
  const weights = normalized(n === 1 ? f64(1, () => 1) : f64(n, weight(source)));
  const columns = Object.values(COLUMNS).map((make) => {
    const cell = make(source, (i) => weights[i]! > 0);
    return f64(n, (i) => STORAGES[kind].keep(cell(i)));
  });
  const x: Columns = { rows: n, cols: columns.length, column: (j) => columns[j]! };
  return { weights, columns, x };
}

/** Means and variances of columns from … to − 1 of p; guards and all. */
function compute(kind: DesignKind, x: Columns, weights: Float64Array, range: number[], shift = 0) {
  const [from, to] = range as [number, number];
  const { cols: p } = x;
  const positive = weights.filter((w) => w > 0).length;
  let results = { mean: f64(0), variance: f64(0), constant: i32(0) };
  onKernels((box) => {
    const { kernels, given, room } = box;
    const [mean, variance] = [room(f64(p, () => UNTOUCHED)), room(f64(p, () => UNTOUCHED))];
    const constant = room(i32(p, () => UNTOUCHED));
    kernels[`${kind}_moments`](
      STORAGES[kind].place(box, x),
      given(weights),
      positive,
      from,
      to,
      mean.at,
      variance.at,
      constant.at,
    );
    results = { mean: mean.read(), variance: variance.read(), constant: constant.read() };
  }, shift);
  return results;
}

/** What the rounding of a mean of n terms may be; columns of zeros mostly are summed from 0. */
function meanTolerance(kind: DesignKind, column: Float64Array, weights: Float64Array): number {
  const base = kind === 'csc' ? 0 : column[weights.findIndex((w) => w > 0)]!;
  const sizes = column.map((value) => Math.abs(value - base));
  return (
    sumTolerance64(column.length + 2, sum(multiply(weights, sizes))) + EPSILON_64 * Math.abs(base)
  );
}

describe.each(KINDS)('moments of %s columns', (kind) => {
  describe.each(Object.entries(WEIGHTS))('%s', (_, weight) => {
    test.each(EDGE_SIZES.filter((n) => n > 0))('%i rows', (n) => {
      const { x, columns, weights } = draw(n, kind, weight);
      for (const shift of SHIFTS) {
        const got = compute(kind, x, weights, [0, x.cols], shift);
        columns.forEach((column, j) => {
          const { mean, sd } = moments(column, weights);
          const slack = meanTolerance(kind, column, weights);
          expectEach(Math.abs(got.mean[j]! - mean)).toBeLessThanOrEqual(slack);
          // A wrong mean adds its squared error; zeros not stored add c² times the rounded rest.
          const rest = kind === 'csc' ? mean ** 2 * weights.filter((w) => w > 0).length : 0;
          const bound = sumTolerance64(n + 4, sd ** 2) + slack ** 2 + 4 * EPSILON_64 * rest;
          expectEach(Math.abs(got.variance[j]! - sd ** 2)).toBeLessThanOrEqual(bound);
        });
      }
    });

    test.each([1, 2, 5, 17])('of %i rows tell constant columns, whose variance is 0', (n) => {
      const { x, columns, weights } = draw(n, kind, weight);
      const { constant, variance } = compute(kind, x, weights, [0, x.cols]);
      columns.forEach((column, j) => {
        const seen = new Set(column.filter((_, i) => weights[i]! > 0));
        expectEach(constant[j]).toBe(Number(seen.size === 1));
        if (seen.size === 1) expectEach(variance[j]).toBe(0);
        else expectEach(variance[j]).toBeGreaterThan(0);
      });
    });
  });

  test('touch the columns of the range alone', () => {
    const { x, weights } = draw(9, kind, WEIGHTS['weights, some 0']!);
    const whole = compute(kind, x, weights, [0, x.cols]);
    const part = compute(kind, x, weights, [2, 5]);
    for (const name of ['mean', 'variance', 'constant'] as const)
      expect([...part[name]]).toEqual(
        Array.from(whole[name], (value, j) => (j >= 2 && j < 5 ? value : UNTOUCHED)),
      );
    const none = compute(kind, x, weights, [3, 3]);
    expect(new Set([...none.mean, ...none.variance, ...none.constant])).toEqual(
      new Set([UNTOUCHED]),
    );
  });

  test('of columns that store every row keep the digits of the variance far from 0', () => {
    for (const n of [...Array.from({ length: 40 }, (_, k) => k + 2), 300_000]) {
      const { normal } = random(n);
      const column = f64(n, () => STORAGES[kind].keep(2 ** 20 + normal()));
      const weights = normalized(f64(n, () => Math.exp(normal())));
      const { sd } = moments(column, weights);
      const { variance } = compute(
        kind,
        { rows: n, cols: 1, column: () => column },
        weights,
        [0, 1],
      );
      const bound = sumTolerance64(n + 4, sd ** 2);
      expectEach(Math.abs(variance[0]! - sd ** 2)).toBeLessThanOrEqual(bound);
    }
  });
});
