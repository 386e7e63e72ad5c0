import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/memory/matrix.ts';
import { isSparse, readDense, readVector } from '../../src/memory/read.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import type { CellType, DenseView, MatrixLike } from '../../src/memory/types.ts';

const ROWS = [
  [1, -2, 3],
  [4, 0, 6],
];
const ROW_MAJOR = ROWS.flat();
const COLUMN_MAJOR = [1, 4, -2, 0, 3, 6];
const shape = { rows: 2, cols: 3 };
const field = (name: string) => ({ name });

/** Every kind of dense input with the same cells, and the storage that suits it. */
const INPUTS: Record<string, [MatrixLike, CellType]> = {
  'arrays of rows': [ROWS, 'float64'],
  'float64 rows': [ROWS.map((row) => Float64Array.from(row)), 'float64'],
  'float32 rows': [ROWS.map((row) => Float32Array.from(row)), 'float32'],
  'a view by rows': [{ data: Float64Array.from(ROW_MAJOR), ...shape, order: 'row' }, 'float64'],
  'a view that says no order': [{ data: Float64Array.from(ROW_MAJOR), ...shape }, 'float64'],
  'a view by columns': [
    { data: Float64Array.from(COLUMN_MAJOR), ...shape, order: 'col' },
    'float64',
  ],
  'a float32 view': [{ data: Float32Array.from(ROW_MAJOR), ...shape }, 'float32'],
  'an Int8Array by columns': [
    { data: Int8Array.from(COLUMN_MAJOR), ...shape, order: 'col' },
    'int8',
  ],
  'a resident matrix': [Matrix.from(ROWS), 'float64'],
  'a resident int8 matrix': [Matrix.from(ROWS, { dtype: 'int8' }), 'int8'],
  'a resident float32 matrix': [Matrix.from(ROWS, { dtype: 'float32' }), 'float32'],
  'a wrapped array': [Matrix.wrap({ data: Float64Array.from(ROW_MAJOR), ...shape }), 'float64'],
  'a matrix of ml-matrix': [{ rows: 2, columns: 3, to1DArray: () => ROW_MAJOR }, 'float64'],
  'a tensor': [{ shape: [2, 3], dataSync: () => Float32Array.from(ROW_MAJOR) }, 'float32'],
  'an Arrow table': [
    {
      numRows: 2,
      numCols: 3,
      schema: { fields: ['a', 'b', 'c'].map(field) },
      getChildAt: (j) => ({ toArray: () => ROWS.map((row) => row[j]!) }),
    },
    'float64',
  ],
};

describe('readDense', () => {
  test.each(Object.entries(INPUTS))('reads %s', (_, [x, dtype]) => {
    const source = readDense('fit', 'X', x);
    expect([source.rows, source.cols, source.dtype]).toEqual([2, 3, dtype]);
    expect(isSparse(x)).toBe(false);
    const targets = [new Float64Array(6), new Float32Array(6), new Int8Array(6)];
    for (const target of dtype === 'int8' ? targets : targets.slice(0, 2)) {
      source.copyColumns(target);
      expect([...target]).toEqual(COLUMN_MAJOR);
    }
  });

  test.each(Object.entries(INPUTS))('reads %s some columns at a time', (_, [x]) => {
    const { copyColumns } = readDense('fit', 'X', x);
    const target = new Float64Array(6).fill(77);
    copyColumns(target, 1, 2);
    expect([...target]).toEqual([77, 77, -2, 0, 77, 77]);
    copyColumns(target, 2, 2);
    copyColumns(target, 2, 3);
    expect([...target]).toEqual([77, 77, ...COLUMN_MAJOR.slice(2)]);
  });

  test('reads bytes without a sign, as int8 where all of them fit', () => {
    const read = (...bytes: number[]) => {
      const view: DenseView = { data: Uint8Array.from(bytes), rows: 2, cols: 2 };
      const source = readDense('fit', 'X', view);
      const target = new Float32Array(4);
      source.copyColumns(target);
      return [source.dtype, ...target];
    };
    expect(read(127, 0, 1, 2)).toEqual(['int8', 127, 1, 0, 2]);
    expect(read(0, 1, 2, 128)).toEqual(['float32', 0, 2, 1, 128]);
    expect(read(255, 0, 1, 2)).toEqual(['float32', 255, 1, 0, 2]);
  });

  test('reads every cell as it is: −0, infinite, NaN', () => {
    const odd = [-0, Infinity, Number.NaN, 5e-324];
    const target = new Float64Array(4);
    for (const x of [[odd], { data: Float64Array.from(odd), rows: 1, cols: 4 }]) {
      readDense('fit', 'X', x).copyColumns(target.fill(1));
      expect([...target]).toEqual(odd);
    }
  });

  test('reads names and missing cells of an Arrow table', () => {
    const columns: unknown[][] = [
      [1.5, null],
      [2n, undefined],
    ];
    const table = {
      numRows: 2,
      numCols: 2,
      schema: { fields: ['height', 'weight'].map(field) },
      getChildAt: (j: number) => ({ toArray: () => columns[j] as number[] }),
    };
    const source = readDense('fit', 'X', table);
    const target = new Float64Array(4);
    source.copyColumns(target);
    expect(source.names).toEqual(['height', 'weight']);
    expect([...target]).toEqual([1.5, Number.NaN, 2, Number.NaN]);
  });

  test('reads what has no rows', () => {
    const empty = [[], { data: new Float64Array(0), rows: 0, cols: 3 }] as MatrixLike[];
    for (const x of empty) {
      const source = readDense('fit', 'X', x);
      source.copyColumns(new Float64Array(0));
      expect(source.rows).toBe(0);
    }
  });
});

const sparse = SparseMatrix.fromTriplets({ i: [0], j: [0], v: [1], rows: 1, cols: 1 });
const KINDS: [string, unknown, string][] = [
  ['nothing', undefined, 'X must be a matrix, got undefined'],
  ['null', null, 'X must be a matrix, got null'],
  ['text', 'a,b', 'X must be a matrix, got "a,b"'],
  ['a sparse matrix', sparse, 'X must be dense, got SparseMatrix'],
  [
    'a vector',
    Float64Array.of(1),
    'X must be a Matrix, an array of rows, or a dense or sparse view, got Float64Array',
  ],
  ['numbers for rows', [1, 2], 'X[0] must be an array of numbers, got 1'],
  ['a row that is missing', [[1], null], 'X[1] must be an array of numbers, got null'],
  ['a row that is not there', [[1], undefined], 'X[1] must be an array of numbers, got undefined'],
];

/** Reads and copies, as a fit does. */
function copy(x: unknown): void {
  const source = readDense('fit', 'X', x as MatrixLike);
  source.copyColumns(new Float64Array(source.rows * source.cols));
}

describe('what readDense refuses', () => {
  test.each(KINDS)('%s', (_, x, message) => {
    expect(() => copy(x)).toThrow(new TypeError(`fit: ${message}`));
  });

  test.each([
    [
      [
        [1, 2],
        ['3', 4],
      ],
      'X[1][0] must be a number, got "3"',
    ],
    [[[1, null]], 'X[0][1] must be a number, got null'],
    [[[1, undefined]], 'X[0][1] must be a number, got undefined'],
    [[[true]], 'X[0][0] must be a number, got true'],
  ])('cells that are no numbers: %o', (x, message) => {
    expect(() => copy(x)).toThrow(new TypeError(`fit: ${message}`));
  });

  test.each([
    [[[1, 2], [3]], 'X[1] must have length 2 like row 0, got 1; rows are ragged'],
    [[[], [3]], 'X[1] must have length 0 like row 0, got 1; rows are ragged'],
    [{ data: new Float64Array(5), ...shape }, 'X.data must have length 6 (rows × cols), got 5'],
    [
      { data: new Float64Array(6), ...shape, order: 'rows' },
      `X.order must be 'row' or 'col', got "rows"`,
    ],
    [{ shape: [6], dataSync: () => ROW_MAJOR }, 'X.shape must have 2 entries, got 1'],
    [{ shape: [1, 2, 3], dataSync: () => ROW_MAJOR }, 'X.shape must have 2 entries, got 3'],
  ])('the wrong number of numbers: %o', (x, message) => {
    expect(() => copy(x)).toThrow(new RangeError(`fit: ${message}`));
  });

  test('foreign matrices with fewer numbers than they say', () => {
    const short = [1, 2, 3, 4, 5];
    const columns = [[1, 2], [3], [4, 5]];
    const table = {
      numRows: 2,
      numCols: 3,
      schema: { fields: ['a', 'b', 'c'].map(field) },
      getChildAt: (j: number) => ({ toArray: () => columns[j]! }),
    };
    const inputs: [unknown, string][] = [
      [
        { shape: [2, 3], dataSync: () => short },
        'X.dataSync() must have length 6 (its shape), got 5',
      ],
      [
        { rows: 2, columns: 3, to1DArray: () => short },
        'X.to1DArray() must have length 6 (rows × columns), got 5',
      ],
      [table, 'X column b must have length 2 (numRows), got 1'],
    ];
    for (const [x, message] of inputs)
      expect(() => copy(x)).toThrow(new RangeError(`fit: ${message}`));
  });

  test('an Arrow table without one of its columns', () => {
    const table = { numRows: 1, numCols: 1, schema: { fields: [field('a')] } };
    expect(() => copy({ ...table, getChildAt: () => null })).toThrow(
      new TypeError('fit: X column a must be present, got undefined'),
    );
  });
});

describe('readVector', () => {
  const read = (values: unknown) => readVector('fit', 'y', values as number[], 2, 'one per row');

  test('copies every kind of array', () => {
    const kinds = [[1, 2], Float32Array.of(1, 2), Int32Array.of(1, 2), Uint8Array.of(1, 2)];
    for (const values of [...kinds, Float64Array.of(1, 2)]) {
      const copied = read(values);
      expect(copied).toEqual(Float64Array.of(1, 2));
      values[0] = 9;
      expect(copied[0]).toBe(1);
    }
  });

  test.each([
    [[1], new RangeError('fit: y must have length 2 (one per row), got 1')],
    [[1, Number.NaN], new RangeError('fit: y[1] must be finite, got NaN')],
    [[-Infinity, 1], new RangeError('fit: y[0] must be finite, got -Infinity')],
    [[1, '2'], new TypeError('fit: y[1] must be a number, got "2"')],
    [[1, 2n], new TypeError('fit: y[1] must be a number, got 2')],
    [undefined, new TypeError('fit: y must be an array of numbers, got undefined')],
    ['12', new TypeError('fit: y must be an array of numbers, got "12"')],
    [{ 0: 1, 1: 2 }, new TypeError('fit: y must be an array of numbers, got Object')],
  ])('refuses %o', (values, error) => {
    expect(() => read(values)).toThrow(error);
  });
});
