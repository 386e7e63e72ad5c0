/** Factors in blocks of 24 columns and tiles of 3 × 3, from any row on. */
import { describe, expect, test } from 'vitest';
import { choleskyRows } from '../reference/choleskyRows.ts';
import { matmul, transpose } from '../reference/linearAlgebra.ts';
import { expectEach } from '../support/expectEach.ts';
import { f64, onKernels, SHIFTS } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { DIRECT_SOLVE, relativeDifference } from '../support/tolerance.ts';

const SINGULAR = 1e-12;
const SIZES = Array.from({ length: 80 }, (_, k) => k + 1);
/** At and next to the borders of blocks and tiles. */
const DEPENDENT = [[1], [2, 3], [23], [24], [25], [22, 23, 24, 25], [47, 48], [49, 71, 72, 79]];

/** XᵀX of random columns; those named are sums of two columns before. */
function positive(size: number, dependent: readonly number[] = []): Float64Array[] {
  const source = random(size);
  const columns: Float64Array[] = [];
  for (let j = 0; j < size; j++) {
    const mixed = [source.below(Math.max(j, 1)), source.below(Math.max(j, 1))];
    const [a, b] = mixed.map((k) => columns[k]!);
    const isSum = dependent.includes(j);
    columns.push(f64(size + 20, (i) => (isSum ? a![i]! - 0.5 * b![i]! : source.normal())));
  }
  return matmul(columns, transpose(columns));
}

/** The lower part in rows `ld` apart; NaN above the diagonal and between rows. */
function spread(rows: readonly Float64Array[], ld: number): Float64Array {
  const cells = f64(rows.length * ld, () => Number.NaN);
  rows.forEach((row, i) => {
    cells.set(row.subarray(0, i + 1), i * ld);
  });
  return cells;
}

/** The factor that the kernel makes in calls that end at `stops`. */
function factor(rows: readonly Float64Array[], stops: readonly number[], bytes = 0) {
  const size = rows.length;
  const ld = size + 3;
  let lower: Float64Array[] = [];
  onKernels(({ kernels, room }) => {
    const l = room(spread(rows, ld));
    let from = 0;
    for (const to of [...stops, size]) {
      kernels.choleskyRows(l.at, ld, from, to, SINGULAR);
      from = to;
    }
    const cells = l.read();
    lower = rows.map((_, i) => f64(size, (j) => (j <= i ? cells[i * ld + j]! : 0)));
  }, bytes);
  return lower;
}

const flat = (rows: readonly Float64Array[]) => rows.flatMap((row) => [...row]);

describe.each(SHIFTS)('%i bytes past a multiple of 16', (bytes) => {
  test.each(SIZES)('%i rows have L Lᵀ = A', (size) => {
    const matrix = positive(size);
    const lower = factor(matrix, [], bytes);
    const product = matmul(lower, transpose(lower));
    expectEach(relativeDifference(flat(product), flat(matrix))).toBeLessThanOrEqual(DIRECT_SOLVE);
    expectEach(lower.every((row, i) => row[i]! > 0)).toBe(true);
  });
});

test.each([1, 5, 23, 24, 25, 26, 48, 49, 50, 73])(
  '%i rows are the same from any row on',
  (size) => {
    const matrix = positive(size);
    const whole = flat(factor(matrix, []));
    for (let from = 0; from <= size; from++) {
      const parts = flat(factor(matrix, [from, Math.min(from + 2, size)], 8));
      expectEach(relativeDifference(parts, whole)).toBeLessThanOrEqual(DIRECT_SOLVE);
    }
  },
);

describe.each(DEPENDENT.map((each) => [each.join(', '), each] as const))(
  'columns %s that depend on others',
  (_, dependent) => {
    const sizes = [dependent.at(-1)! + 1, dependent.at(-1)! + 2, 80];

    test.each(sizes)('have the pivot ∞ among %i, and the rest has its factor', (size) => {
      const matrix = positive(size, dependent);
      const expected = choleskyRows(matrix, SINGULAR);
      expectEach(dependent.every((j) => expected[j]![j] === Infinity)).toBe(true);
      for (const stops of [[], [dependent[0]!], [dependent[0]! + 1], [7, 24, 30].filter(inside)])
        check(factor(matrix, stops), expected);

      function inside(stop: number): boolean {
        return stop <= size;
      }
    });
  },
);

/** Pivots and rows but for those of dependent columns, whose rows nothing but the pivot reads. */
function check(got: readonly Float64Array[], expected: readonly Float64Array[]): void {
  const isFree = (i: number) => expected[i]![i]! < Infinity;
  const free = (rows: readonly Float64Array[]) => flat(rows.filter((_, i) => isFree(i)));
  expect(got.map((row, i) => row[i] === Infinity)).toEqual(expected.map((_, i) => !isFree(i)));
  expectEach(relativeDifference(free(got), free(expected))).toBeLessThanOrEqual(DIRECT_SOLVE);
}

test('matrices of zeros have no pivot at all', () => {
  for (const size of [1, 24, 25, 50]) {
    const lower = factor(
      Array.from({ length: size }, () => f64(size)),
      [],
    );
    expectEach(lower.every((row, i) => row[i] === Infinity)).toBe(true);
    expect(flat(lower).filter((value) => value !== 0)).toHaveLength(size);
  }
});
