/** The kernels of batches are plain copies and sums. */
import { describe, expect, test } from 'vitest';
import { expectEach } from '../support/expectEach.ts';
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

  test.each([1, 3])('have errors, with the weights of their rows of %i', (cols) => {
    onNetworkKernels(({ kernels, reals, given }) => {
      const rows = Math.floor(n / cols);
      const z = reals(rows * cols, (i) => draws[i]!);
      const y = reals(rows * cols, (i) => draws[63 - i]!);
      const [outputs, targets] = [given(z), given(y)];
      const weights = reals(rows, (i) => 1 / (i + 1));
      for (const [at, weightOf] of [
        [0, () => 1],
        [given(weights), (i: number) => weights[Math.floor(i / cols)]!],
      ] as const) {
        const total = (cost: (e: number) => number) =>
          Array.from(z, (value, i) => weightOf(i) * cost(value - y[i]!)).reduce((a, b) => a + b, 0);
        expect(kernels.squared_errors(rows, cols, outputs, targets, at)).toBe(total((e) => e * e));
        expect(kernels.absolute_errors(rows, cols, outputs, targets, at)).toBe(total(Math.abs));
      }
    });
  });

  test('have sides, with their weights', () => {
    onNetworkKernels(({ kernels, reals, given }) => {
      const z = reals(n, (i) => draws[i]!);
      const y = reals(n, (i) => Number(draws[63 - i]! > 0));
      const right = Array.from(z, (value, i) => value > 0 === (y[i] === 1));
      const count = right.filter(Boolean).length;
      expect(kernels.side_hits(n, 1, given(z), given(y), 0)).toBe(count);
      const weights = reals(n, (i) => i + 1);
      const sum = right.reduce((total, isRight, i) => total + (isRight ? i + 1 : 0), 0);
      expect(kernels.side_hits(n, 1, given(z), given(y), given(weights))).toBe(sum);
    });
  });

  test('go a share of the way to others, equal ones and nearly 0 stay', () => {
    onNetworkKernels(({ kernels, reals, given, room, epsilon }) => {
      const x = reals(whole(n), (i) => (i % 3 ? draws[i]! : 0));
      const y = reals(whole(n), (i) => [draws[63 - i]!, x[i]!, 1e-15][i % 3]!);
      const mean = room(y);
      kernels.weights_average(n, 0.3, given(x), mean.at);
      const got = mean.read();
      for (let i = 0; i < n; i++) {
        const expected = i % 3 === 2 ? y[i]! + 0.3 * (x[i]! - y[i]!) : i % 3 ? x[i]! : 0.7 * y[i]!;
        expectEach(Math.abs(got[i]! - expected)).toBeLessThanOrEqual(4 * epsilon);
        if (i % 3 === 1) expectEach(got[i]).toBe(x[i]);
      }
      const small = room(reals(whole(n), () => 1e-15));
      kernels.weights_average(n, 0.5, given(reals(whole(n), () => 0)), small.at);
      expect(
        small
          .read()
          .subarray(0, n)
          .every((value) => value === 0),
      ).toBe(true);
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

test.each([
  [0, false],
  [1, false],
  [0, true],
  [1, true],
])('columns add up around a centre, squared: %i, weighted: %s', (isSquared, isWeighted) => {
  onNetworkKernels(({ box, kernels, reals, given }) => {
    const [rows, cols] = [7, 5];
    const x = reals(rows * cols, (i) => draws[i]!);
    const center = Float64Array.from({ length: cols }, (_, j) => j / 8);
    const sums = box.room(Float64Array.from({ length: cols }, (_, j) => j));
    const weights = reals(rows, (i) => 1 / (i + 1));
    const at = isWeighted ? given(weights) : 0;
    kernels.column_powers(rows, cols, given(x), box.given(center), sums.at, isSquared, at);
    const expected = Float64Array.from({ length: cols }, (_, j) => j);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols; j++) {
        const d = x[i * cols + j]! - center[j]!;
        expected[j]! += (isWeighted ? weights[i]! : 1) * (isSquared ? d * d : d);
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
    const hits = (labels: readonly number[], weights = 0) =>
      kernels.hits(3, 3, given(z), box.given(Int32Array.from(labels)), weights);
    expect([hits([1, 0, 2]), hits([2, 1, 2])]).toEqual([3, 1]);
    expect(hits([1, 1, 2], given(reals(3, (i) => i + 1)))).toBe(4);
  });
});
