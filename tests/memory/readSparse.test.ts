import { describe, expect, test } from 'vitest';
import { isSparse, readSparse } from '../../src/memory/read.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import type { SparseView } from '../../src/memory/types.ts';

describe('readSparse', () => {
  const view: SparseView = {
    format: 'csr',
    data: Float64Array.of(1, 3, 4, -2),
    indices: Int32Array.of(0, 2, 0, 1),
    indptr: Int32Array.of(0, 2, 4),
    rows: 2,
    cols: 3,
  };
  const csc: SparseView = { ...view, format: 'csc', rows: 3, cols: 2 };

  test('gives columns of views and matrices, and a matrix by columns as it is', () => {
    const byColumns = {
      format: 'csc',
      data: Float64Array.of(1, 4, -2, 3),
      indices: Int32Array.of(0, 1, 1, 0),
      indptr: Int32Array.of(0, 2, 3, 4),
    };
    expect(readSparse('fit', 'X', view)).toMatchObject(byColumns);
    expect(readSparse('fit', 'X', new SparseMatrix(view))).toMatchObject(byColumns);
    const own = new SparseMatrix(csc);
    expect(readSparse('fit', 'X', own)).toBe(own);
    expect([isSparse(view), isSparse(own)]).toEqual([true, true]);
  });

  test.each<[Partial<SparseView>, string]>([
    [{ indptr: Int32Array.of(0, 4) }, 'indptr must have length 3 (one more than its lines), got 2'],
    [{ data: new Float64Array(3) }, 'indices must have length 3 (one per entry), got 4'],
    [{ indptr: Int32Array.of(0, 2, 3) }, 'indptr must run from 0 to 4, got "0 to 3"'],
    [{ indptr: Int32Array.of(1, 2, 4) }, 'indptr must run from 0 to 4, got "1 to 4"'],
    [
      {
        data: new Float64Array(3),
        indices: Int32Array.of(0, 1, 2),
        indptr: Int32Array.of(0, 4, 3),
      },
      'indptr must ascend, got "a descent at 1"',
    ],
    [
      { indices: Int32Array.of(0, 3, 0, 1) },
      'indices must ascend within [0, 3) in each line, got "3 in line 0"',
    ],
    [
      { indices: Int32Array.of(0, 2, 1, 1) },
      'indices must ascend within [0, 3) in each line, got "1 in line 1"',
    ],
    [
      { indices: Int32Array.of(-1, 2, 0, 1) },
      'indices must ascend within [0, 3) in each line, got "-1 in line 0"',
    ],
    [
      { indices: Uint32Array.of(0, 2 ** 31, 0, 1) },
      'indices must ascend within [0, 3) in each line, got "-2147483648 in line 0"',
    ],
  ])('refuses %o', (change, message) => {
    for (const good of [view, csc])
      expect(() => readSparse('fit', 'X', { ...good, ...change })).toThrow(
        new RangeError(`fit: X.${message}`),
      );
  });
});
