import { describe, expect, it } from 'vitest';
import { SparseMatrix } from '../../../src/index.ts';
import { deviation, firstToEnter } from '../../../src/select/inference/stability/firstToEnter.ts';
import { sparseOf } from '../../support/byHand.ts';

/** Coefficients of four features along three λ. */
const coefs = sparseOf([
  [0, 1, 0],
  [0, -2, 3],
  [0.5, 0, 1],
  [0, 0, -4],
]);
const one = () => 1;

describe('the first features to enter', () => {
  it('come in the order of λ, the larger first within one λ', () => {
    const first = (count: number, scale = one as (j: number) => number) =>
      Array.from(firstToEnter(coefs, coefs.rows, count, scale));
    expect([0, 1, 2, 3, 4, 9].map((count) => first(count))).toEqual([
      [],
      [2],
      [1, 2],
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
    expect(first(2, (j) => (j === 0 ? 3 : 1))).toEqual([0, 2]);
  });

  it('of several outputs are those of any, ranked by their sizes together', () => {
    // two features in two outputs
    const both = sparseOf([
      [0, 2],
      [1, 0],
      [0, -3],
      [0, 4],
    ]);
    expect(Array.from(firstToEnter(both, 2, 1, one))).toEqual([1]);
    expect(Array.from(firstToEnter(both, 2, 2, one))).toEqual([0, 1]);
    const last = sparseOf([[2], [4], [3], [0]]);
    expect(Array.from(firstToEnter(last, 2, 1, one))).toEqual([0]);
  });

  it('do not count an explicit zero', () => {
    const data = Float64Array.of(0, 1);
    const view = { data, indices: Int32Array.of(0, 1), indptr: Int32Array.of(0, 2) };
    const zero = new SparseMatrix({ format: 'csc', ...view, rows: 2, cols: 1 });
    expect(Array.from(firstToEnter(zero, zero.rows, 2, one))).toEqual([1]);
  });
});

it('the deviation of a column is that of its known cells, dense and sparse', () => {
  const rows = [[1], [0], [4], [0]];
  // Mean 1.25, squares 17.
  const expected = Math.sqrt(17 / 4 - 1.25 ** 2);
  expect(deviation(sparseOf(rows), 0)).toBeCloseTo(expected, 14);
  const data = Float64Array.from([7, ...rows.flat(), Number.NaN].slice(1));
  const dense = { data, rows: 5, cols: 1, order: 'col' as const };
  expect(deviation(dense, 0)).toBeCloseTo(expected, 14);
});
