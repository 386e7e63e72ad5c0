/** The kernels of batches are plain copies and sums. */
import { describe, expect, test } from 'vitest';
import { onNetworkKernels, whole } from '../support/networkKernels.ts';
import { random } from '../support/random.ts';

const { normal } = random(3);
const SIZES = [0, 1, 2, 3, 4, 5, 8, 9, 17, 64];
const draws = Array.from({ length: 64 }, normal);

describe.each(SIZES)('%i numbers', (n) => {
  test('add up, and to their squares', () => {
    onNetworkKernels(({ box, kernels, reals, given, room, round, epsilon }) => {
      const g = reals(whole(n), (i) => (i < n ? draws[i]! : 0));
      const sum = room(reals(whole(n), (i) => i));
      const squares = Array.from(g).reduce((total, x) => total + x * x, 0);
      const parts = box.room(new Float64Array(1));
      kernels.gradient_observe(n, given(g), sum.at, parts.at);
      const got = parts.read()[0]!;
      expect(Math.abs(got - squares)).toBeLessThanOrEqual(n * epsilon * squares);
      expect(Array.from(sum.read())).toEqual(Array.from(g, (x, i) => round(i + x)));
      expect(kernels.squares(n, given(g))).toBe(got);
    });
  });

  test('have errors', () => {
    onNetworkKernels(({ kernels, reals, given }) => {
      const z = reals(n, (i) => draws[i]!);
      const y = reals(n, (i) => draws[63 - i]!);
      const errors = Array.from(z, (value, i) => value - y[i]!);
      const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      const squared = total(errors.map((e) => e * e));
      expect(kernels.squared_errors(n, given(z), given(y))).toBe(squared);
      expect(kernels.absolute_errors(n, given(z), given(y))).toBe(total(errors.map(Math.abs)));
    });
  });

  test('have sides', () => {
    onNetworkKernels(({ kernels, reals, given }) => {
      const z = reals(n, (i) => draws[i]!);
      const y = reals(n, (i) => Number(draws[63 - i]! > 0));
      const right = Array.from(z).filter((value, i) => value > 0 === (y[i] === 1)).length;
      expect(kernels.side_hits(n, given(z), given(y))).toBe(right);
    });
  });
});

test('squares of many numbers add up in blocks of 4096', () => {
  onNetworkKernels(({ box, kernels, reals, given, room }) => {
    const [n, blocks] = [9000, 3];
    const g = reals(n, (i) => draws[i % 64]!);
    const parts = box.room(new Float64Array(blocks));
    kernels.gradient_observe(n, given(g), room(reals(n, () => 0)).at, parts.at);
    const expected = [0, 4096, 8192].map((from) => {
      const block = g.slice(from, from + 4096);
      return kernels.squares(block.length, given(block));
    });
    expect(Array.from(parts.read())).toEqual(expected);
    const [a, b, c] = expected as [number, number, number];
    expect(kernels.squares_total(blocks, parts.at)).toBe(a + b + c);
  });
});

test.each([0, 1])('columns add up around a centre, squared: %i', (isSquared) => {
  onNetworkKernels(({ box, kernels, reals, given }) => {
    const [rows, cols] = [7, 5];
    const x = reals(rows * cols, (i) => draws[i]!);
    const center = Float64Array.from({ length: cols }, (_, j) => j / 8);
    const sums = box.room(Float64Array.from({ length: cols }, (_, j) => j));
    kernels.column_powers(rows, cols, given(x), box.given(center), sums.at, isSquared);
    const expected = Float64Array.from({ length: cols }, (_, j) => j);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols; j++) {
        const d = x[i * cols + j]! - center[j]!;
        expected[j]! += isSquared ? d * d : d;
      }
    expect(sums.read()).toEqual(expected);
  });
});

describe.each([1, 3, 4, 7, 300])('rows of %i', (width) => {
  const list = Int32Array.of(2, 0, 3, 2);
  const cell = (i: number, j: number) => ((i + j) % 3 ? 0 : i + j / 512 + 1);
  const wanted = Array.from(list).flatMap((i) =>
    Array.from({ length: width }, (_, j) => cell(i, j)),
  );

  test('are gathered by a list', () => {
    onNetworkKernels(({ kernels, box, reals, given, room }) => {
      const X = reals(4 * width, (k) => cell(Math.floor(k / width), k % width));
      const to = room(reals(list.length * width, () => 0));
      kernels.gather_rows(list.length, width, given(X), box.given(list), to.at);
      expect(Array.from(to.read())).toEqual(wanted);
    });
  });

  test('are gathered out of sparse ones', () => {
    onNetworkKernels(({ kernels, box, reals, given, room }) => {
      const entries = [0, 1, 2, 3].flatMap((i) =>
        Array.from({ length: width }, (_, j) => [i, j, cell(i, j)] as const).filter(([, , v]) => v),
      );
      const starts = Int32Array.from(
        { length: 5 },
        (_, i) => entries.filter(([k]) => k < i).length,
      );
      const columns = Int32Array.from(entries, ([, j]) => j);
      const values = reals(entries.length, (k) => entries[k]![2]);
      const [at, of] = [box.given(starts), box.given(columns)];
      const to = room(reals(list.length * width, () => 9));
      kernels.gather_sparse(list.length, width, at, of, given(values), box.given(list), to.at);
      expect(Array.from(to.read())).toEqual(wanted);
    });
  });
});

test('words are gathered by a list', () => {
  onNetworkKernels(({ kernels, box }) => {
    const to = box.room(new Int32Array(3));
    const from = box.given(Int32Array.of(7, 8, 9));
    kernels.gather_words(3, from, box.given(Int32Array.of(2, 2, 0)), to.at);
    expect(Array.from(to.read())).toEqual([9, 9, 7]);
  });
});

test('hits are rows whose largest number is where their label says, the first of equal ones', () => {
  onNetworkKernels(({ kernels, box, reals, given }) => {
    const z = reals(9, (i) => [1, 2, 2, 0, -1, -2, 5, 5, 9][i]!);
    expect(kernels.hits(3, 3, given(z), box.given(Int32Array.of(1, 0, 2)))).toBe(3);
    expect(kernels.hits(3, 3, given(z), box.given(Int32Array.of(2, 1, 2)))).toBe(1);
  });
});
