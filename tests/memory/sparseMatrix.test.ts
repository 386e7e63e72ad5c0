import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import { random } from '../support/random.ts';

/** Cells of a compressed matrix; a position that is stored twice would add up. */
function toArrays({ format, data, indices, indptr, rows, cols }: SparseMatrix): number[][] {
  const cells = Array.from({ length: rows }, () => new Array<number>(cols).fill(0));
  for (let line = 0; line + 1 < indptr.length; line++)
    for (let k = indptr[line]!; k < indptr[line + 1]!; k++) {
      const [i, j] = format === 'csc' ? [indices[k]!, line] : [line, indices[k]!];
      cells[i]![j]! += data[k]!;
    }
  return cells;
}

/** Whether indices of every line ascend strictly. */
function ascends({ indices, indptr }: SparseMatrix): boolean {
  return indices.every((index, k) => indptr.includes(k) || indices[k - 1]! < index);
}

const shape = fc.record({ rows: fc.integer({ min: 0, max: 9 }), cols: fc.nat({ max: 9 }) });
const triplets = shape.chain(({ rows, cols }) => {
  const entry = fc.record({
    i: fc.nat({ max: Math.max(0, rows - 1) }),
    j: fc.nat({ max: Math.max(0, cols - 1) }),
    v: fc.integer({ min: -9, max: 9 }),
  });
  const maxLength = rows * cols === 0 ? 0 : 60;
  return fc.record({
    rows: fc.constant(rows),
    cols: fc.constant(cols),
    entries: fc.array(entry, { maxLength }),
  });
});

type Given = typeof triplets extends fc.Arbitrary<infer T> ? T : never;

const fromEntries = ({ rows, cols, entries }: Given) =>
  SparseMatrix.fromTriplets({
    i: entries.map((entry) => entry.i),
    j: entries.map((entry) => entry.j),
    v: entries.map((entry) => entry.v),
    rows,
    cols,
  });

test('triplets add up where positions repeat, each stored once, rows ascending', () => {
  fc.assert(
    fc.property(triplets, (given) => {
      const cells = Array.from({ length: given.rows }, () => new Array(given.cols).fill(0));
      for (const { i, j, v } of given.entries) cells[i]![j] += v;
      const matrix = fromEntries(given);
      expect(matrix.format).toBe('csc');
      expect(toArrays(matrix)).toEqual(cells);
      const positions = new Set(given.entries.map(({ i, j }) => `${i} ${j}`));
      expect([matrix.nnz, matrix.indices.length]).toEqual([positions.size, positions.size]);
      expect(ascends(matrix)).toBe(true);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('by rows and by columns again is the same matrix', () => {
  fc.assert(
    fc.property(triplets, (given) => {
      const csc = fromEntries(given);
      const csr = csc.toCsr();
      expect([csr.format, csr.rows, csr.cols]).toEqual(['csr', csc.rows, csc.cols]);
      expect(toArrays(csr)).toEqual(toArrays(csc));
      expect(ascends(csr)).toBe(true);
      expect(csr.toCsc()).toEqual(csc);
      expect(csc.toCsc()).toBe(csc);
      expect(csr.toCsr()).toBe(csr);
    }),
    { seed: 2, numRuns: 300 },
  );
});

test('sums of repeated positions are taken in the order of the triplets', () => {
  const { below } = random(3);
  const v = [1e16, 1, -1e16, 1];
  const noise = Array.from({ length: 20 }, () => 1 + below(3));
  const matrix = SparseMatrix.fromTriplets({
    i: [0, 0, 0, 0, ...noise],
    j: new Array(24).fill(0),
    v: [...v, ...noise.map(() => 1)],
    rows: 4,
    cols: 1,
  });
  expect(matrix.data[0]).toBe(v.reduce((total, value) => total + value));
});

describe('existing arrays', () => {
  const indices = Uint32Array.of(1, 0);
  const indptr = Uint32Array.of(0, 1, 2);
  const view = { format: 'csr', data: Float32Array.of(2, 3), indices, indptr } as const;

  test('are named, not copied, and keep their storage', () => {
    const matrix = new SparseMatrix({ ...view, rows: 2, cols: 2 });
    expect(matrix.data).toBe(view.data);
    expect(matrix.indices.buffer).toBe(indices.buffer);
    expect([...matrix.indices, ...matrix.indptr]).toEqual([1, 0, 0, 1, 2]);
    expect(toArrays(matrix)).toEqual([
      [0, 2],
      [3, 0],
    ]);
    expect(matrix.toCsc().data).toEqual(Float32Array.of(3, 2));
  });

  test('start where they are said to start', () => {
    const shifted = Uint32Array.of(9, 1, 0).subarray(1);
    const matrix = new SparseMatrix({ ...view, indices: shifted, rows: 2, cols: 2 });
    expect(matrix.indices).toEqual(Int32Array.of(1, 0));
  });

  test('of whole numbers in 8 bits become float32', () => {
    const data = Int8Array.of(-128, 127);
    const matrix = new SparseMatrix({ ...view, data, rows: 2, cols: 2 });
    expect(matrix.data).toEqual(Float32Array.of(-128, 127));
  });
});

describe('triplets that are refused', () => {
  const good = { i: [0, 1], j: [1, 0], v: [1, 2], rows: 2, cols: 2 };
  test.each([
    [{ rows: -1 }, 'rows must be an integer >= 0, got -1'],
    [{ cols: 0.5 }, 'cols must be an integer >= 0, got 0.5'],
    [{ j: [0] }, 'j must have length 2 (one per i), got 1'],
    [{ v: [1, 2, 3] }, 'v must have length 2 (one per i), got 3'],
    [{ i: [0, 2] }, 'i[1] must be an integer in [0, 2), got 2'],
    [{ i: [-1, 0] }, 'i[0] must be an integer in [0, 2), got -1'],
    [{ j: [0, 1.5] }, 'j[1] must be an integer in [0, 2), got 1.5'],
    [{ j: [Number.NaN, 0] }, 'j[0] must be an integer in [0, 2), got NaN'],
  ])('%o', (change, message) => {
    const make = () => SparseMatrix.fromTriplets({ ...good, ...change });
    expect(make).toThrow(new RangeError(`SparseMatrix.fromTriplets: ${message}`));
  });
});
