import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { MemoryError } from '../../src/memory/errors.ts';
import { Matrix } from '../../src/memory/matrix.ts';
import { defaultMemory, Memory, setDefaultMemory } from '../../src/memory/memory.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';

const ROWS = [
  [1, 2, 3],
  [4, 5, 6.1],
];
const COLUMN_MAJOR = [1, 4, 2, 5, 3, 6.1];
const INTEGERS = [
  [1, -2, 127],
  [-128, 0, 6],
];
const STORAGES = [
  { dtype: 'float64', width: 8, kind: Float64Array, rows: ROWS, keep: (value: number) => value },
  { dtype: 'float32', width: 4, kind: Float32Array, rows: ROWS, keep: Math.fround },
  { dtype: 'int8', width: 1, kind: Int8Array, rows: INTEGERS, keep: (value: number) => value },
] as const;

const memory = new Memory();
const original = defaultMemory();
setDefaultMemory(memory);
afterAll(() => setDefaultMemory(original));

describe.each(STORAGES)('$dtype', ({ dtype, width, kind, rows, keep: kept }) => {
  const byColumns = [0, 1, 2].flatMap((j) => rows.map((row) => row[j]!));

  test('zeros are zero, also where other numbers were, and take their bytes', () => {
    const dirty = memory.allocate(1024);
    memory.bytes(dirty, 1024).fill(0xff);
    memory.heap.free(dirty);
    const { used } = memory.heap;
    using zeros = Matrix.zeros(5, 8, { dtype });
    expect(zeros).toMatchObject({ rows: 5, cols: 8, order: 'col', dtype });
    expect(zeros.data).toEqual(new kind(40));
    expect(memory.heap.used - used).toBe(Math.ceil((40 * width) / 16) * 16);
    expect(zeros.addressIn(memory)).toBe(zeros.data.byteOffset);
    expect(zeros.addressIn(new Memory())).toBeUndefined();
  });

  test('from copies by columns', () => {
    const source = rows.map((row) => row.slice());
    using x = Matrix.from(source, { dtype });
    source[0]![0] = 99;
    expect(x).toMatchObject({ rows: 2, cols: 3, order: 'col', dtype });
    expect(x.data).toEqual(kind.from(byColumns));
    expect(x.toArrays()).toEqual(rows.map((row) => row.map(kept)));
  });

  test.each(['row', 'col'] as const)('cells, rows and columns by %s are the same', (order) => {
    using x = Matrix.zeros(2, 3, { dtype, order });
    x.data.set(order === 'row' ? rows.flat() : byColumns);
    for (const [i, row] of rows.entries()) {
      expect(x.row(i)).toEqual(kind.from(row));
      for (const [j, value] of row.entries()) expect(x.get(i, j)).toBe(kept(value));
    }
    for (const j of [0, 1, 2]) expect(x.col(j)).toEqual(kind.of(x.get(0, j), x.get(1, j)));
    x.row(0)[0] = 99;
    x.col(0)[0] = 99;
    expect(x.get(0, 0)).toBe(1);
  });

  test('data is there again after the memory has grown', () => {
    using x = Matrix.from(rows, { dtype });
    const before = x.data;
    const block = memory.allocate(memory.size);
    expect(before.length).toBe(0);
    expect(x.data).toEqual(kind.from(byColumns));
    memory.heap.free(block);
  });
});

test('from keeps float32 and int8, makes everything else float64, unless told', () => {
  const dtypes = [
    [[1, 2]],
    [Float32Array.of(1, 2)],
    [Float64Array.of(1, 2)],
    { data: Float32Array.of(1, 2), rows: 1, cols: 2 },
    { data: Float64Array.of(1, 2), rows: 1, cols: 2 },
    { data: Int8Array.of(1, 2), rows: 1, cols: 2 },
    { data: Uint8Array.of(1, 2), rows: 1, cols: 2 },
  ].map((x) => {
    using matrix = Matrix.from(x);
    using narrow = Matrix.from(matrix, { dtype: 'float32' });
    using bytes = Matrix.from(matrix, { dtype: 'int8' });
    expect([...narrow.toArrays(), ...bytes.toArrays()]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    return [matrix.dtype, narrow.dtype, bytes.dtype];
  });
  const [wide, narrow] = [
    ['float64', 'float32', 'int8'],
    ['float32', 'float32', 'int8'],
  ];
  const bytes = ['int8', 'float32', 'int8'];
  expect(dtypes).toEqual([wide, narrow, wide, narrow, wide, bytes, bytes]);
});

test('from takes no rows and no columns', () => {
  for (const x of [[], [[], []]]) {
    using matrix = Matrix.from(x);
    expect([matrix.rows, matrix.cols, matrix.data.length]).toEqual([x.length, 0, 0]);
  }
});

describe('wrap', () => {
  test.each(['row', 'col'] as const)('names an array by %s and copies nothing', (order) => {
    const data = Float64Array.from(order === 'row' ? ROWS.flat() : COLUMN_MAJOR);
    const { used } = memory.heap;
    const x = Matrix.wrap({ data, rows: 2, cols: 3, order });
    expect(x.data).toBe(data);
    expect(memory.heap.used).toBe(used);
    expect(x.addressIn(memory)).toBeUndefined();
    expect(x.toArrays()).toEqual(ROWS);
    data[0] = 7;
    expect(x.get(0, 0)).toBe(7);
  });

  test('takes rows and the storage of the array where nothing is said', () => {
    const wide = Matrix.wrap({ data: Float64Array.of(1, 2), rows: 1, cols: 2 });
    const narrow = Matrix.wrap({ data: Float32Array.of(1, 2), rows: 2, cols: 1 });
    expect(wide).toMatchObject({ order: 'row', dtype: 'float64' });
    expect(narrow).toMatchObject({ order: 'row', dtype: 'float32' });
    const bytes = Matrix.wrap({ data: Int8Array.of(1, -128), rows: 2, cols: 1 });
    expect(bytes).toMatchObject({ order: 'row', dtype: 'int8' });
    expect(bytes.col(0)).toEqual(Int8Array.of(1, -128));
  });

  test.each([
    [{ rows: 2, cols: 3 }, 'data must have length 6 (rows × cols), got 5'],
    [{ rows: -1, cols: 3 }, 'rows must be an integer >= 0, got -1'],
    [{ rows: 2, cols: 2.5 }, 'cols must be an integer >= 0, got 2.5'],
  ])('refuses the shape %o for five numbers', (shape, message) => {
    const wrap = () => Matrix.wrap({ data: new Float64Array(5), ...shape });
    expect(wrap).toThrow(new RangeError(`Matrix.wrap: ${message}`));
  });
});

describe('free', () => {
  test('gives the bytes back once; using does so at the end of the block', () => {
    const { used } = memory.heap;
    const x = Matrix.zeros(10, 10);
    x.free();
    expect(memory.heap.used).toBe(used);
    x.free();
    {
      using y = Matrix.from(ROWS);
      expect(y.rows).toBe(2);
      expect(memory.heap.used).toBe(used + 48);
    }
    expect(memory.heap.used).toBe(used);
  });

  test.each([
    ['resident', () => Matrix.from(ROWS)],
    ['wrapped', () => Matrix.wrap({ data: new Float64Array(6), rows: 2, cols: 3 })],
  ])('ends the use of a %s matrix', (_, make) => {
    const x = make();
    x.free();
    const uses = [() => x.data, () => x.get(0, 0), () => x.row(0), () => x.col(0)];
    for (const use of [...uses, () => x.toArrays()])
      expect(use).toThrow(new Error('Matrix: used after free()'));
    expect(x.addressIn(memory)).toBeUndefined();
  });

  test('happens by itself where nobody holds the matrix any more', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { used } = memory.heap;
    for (let k = 0; k < 20; k++) Matrix.zeros(100, 10);
    expect(memory.heap.used).toBe(used + 20 * 8000);
    for (let wait = 0; wait < 100 && memory.heap.used > used; wait++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(memory.heap.used).toBe(used);
  });
});

describe('bad arguments', () => {
  test.each([
    [-1, 2, 'rows must be an integer >= 0, got -1'],
    [1.5, 2, 'rows must be an integer >= 0, got 1.5'],
    [2, Number.NaN, 'cols must be an integer >= 0, got NaN'],
  ])('zeros refuses %d × %d', (rows, cols, message) => {
    expect(() => Matrix.zeros(rows, cols)).toThrow(new RangeError(`Matrix.zeros: ${message}`));
  });

  test('zeros says how many bytes there are not', () => {
    const { used } = memory.heap;
    expect(() => Matrix.zeros(1e5, 1e5, { dtype: 'float32' })).toThrow(MemoryError);
    expect(() => Matrix.zeros(1e5, 1e5)).toThrow('80000000000 bytes (100000 × 100000, float64)');
    expect(memory.heap.used).toBe(used);
  });

  test('from refuses what is sparse, ragged or no matrix, and reserves nothing', () => {
    const { used } = memory.heap;
    const sparse = SparseMatrix.fromTriplets({ i: [0], j: [0], v: [1], rows: 1, cols: 1 });
    expect(() => Matrix.from(sparse)).toThrow(
      new TypeError('Matrix.from: x must be dense, got SparseMatrix'),
    );
    expect(() => Matrix.from([[1, 2], [3]])).toThrow(
      new RangeError('Matrix.from: x[1] must have length 2 like row 0, got 1; rows are ragged'),
    );
    expect(() => Matrix.from(3 as never)).toThrow(
      new TypeError('Matrix.from: x must be a matrix, got 3'),
    );
    expect(memory.heap.used).toBe(used);
  });

  test('from gives back what it had reserved when a cell is no number', () => {
    const { used } = memory.heap;
    expect(() => Matrix.from([[1, 'two' as never]])).toThrow(
      new TypeError('Matrix.from: x[0][1] must be a number, got "two"'),
    );
    expect(memory.heap.used).toBe(used);
  });

  test.each([128, -129, 0.5, Number.NaN, Infinity, 1e300])(
    'from refuses to make an int8 of %d, and reserves nothing',
    (value) => {
      const { used } = memory.heap;
      const x = [
        [1, 2, 3],
        [4, 5, value],
      ];
      const rule = 'x must hold integers from -128 to 127 for int8, row 1, column 2';
      expect(() => Matrix.from(x, { dtype: 'int8' })).toThrow(
        new RangeError(`Matrix.from: ${rule}, got ${value}`),
      );
      const bytes = { data: Uint8Array.of(1, 2, 3, 4, 5, 200), rows: 2, cols: 3 };
      expect(() => Matrix.from(bytes, { dtype: 'int8' })).toThrow(`${rule}, got 200`);
      expect(memory.heap.used).toBe(used);
    },
  );

  test.each([
    [2, 0],
    [-1, 0],
    [0, 3],
    [0, -1],
    [Number.NaN, 0],
    [0.5, 0],
  ])('get refuses (%d, %d)', (i, j) => {
    using x = Matrix.from(ROWS);
    const message = `Matrix.get: indices must lie in 2 × 3, got (${i}, ${j})`;
    expect(() => x.get(i, j)).toThrow(new RangeError(message));
  });

  test.each(['row', 'col'] as const)(
    'row and col refuse lines that are not there, by %s',
    (order) => {
      using x = Matrix.zeros(2, 3, { order });
      const rule = (end: number, got: number) => `must be an integer in [0, ${end}), got ${got}`;
      for (const i of [-1, 2, 0.5, Number.NaN])
        expect(() => x.row(i)).toThrow(new RangeError(`Matrix.row: i ${rule(2, i)}`));
      for (const j of [-1, 3, 0.5, Number.NaN])
        expect(() => x.col(j)).toThrow(new RangeError(`Matrix.col: j ${rule(3, j)}`));
    },
  );
});
