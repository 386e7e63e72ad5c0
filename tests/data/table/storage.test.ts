import { describe, expect, it } from 'vitest';
import { TableEncoder } from '../../../src/data/table/index.ts';
import { Matrix } from '../../../src/memory/matrix.ts';
import { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';
import { cellsOf } from './cellsOf.ts';

const wide = (levels: number) =>
  Array.from({ length: 2 * levels }, (_, i) => ({ id: `k${i % levels}`, x: i - 3 }));
const learn = (levels: number) => new TableEncoder({ categorical: ['id'] }).fit(wide(levels));

describe('the storage of X', () => {
  it('is sparse above 200 columns that are mostly zero, and dense up to there', () => {
    expect(learn(199).transform(wide(199))).toBeInstanceOf(Matrix);
    expect(learn(200).transform(wide(200))).toBeInstanceOf(SparseMatrix);
  });

  it('is dense where a fifth of the cells or more are not zero', () => {
    const rows = (share: number) =>
      Array.from({ length: 10 }, (_, i) =>
        Object.fromEntries(
          Array.from({ length: 300 }, (_, j) => [`x${j}`, Number(i < 10 * share)]),
        ),
      );
    const storage = (share: number) => new TableEncoder().fit(rows(share)).transform(rows(share));
    expect(storage(0.2)).toBeInstanceOf(Matrix);
    expect(storage(0.1)).toBeInstanceOf(SparseMatrix);
  });

  it('is chosen by the training rows, and new rows get the same', () => {
    const X = learn(250).transform([{ id: 'k3', x: 1 }]);
    expect(X).toBeInstanceOf(SparseMatrix);
    expect(X.cols).toBe(251);
  });

  it('holds the same cells either way', () => {
    const rows = wide(250);
    const fitted = learn(250);
    const X = fitted.transform(rows) as SparseMatrix;
    expect([X.format, X.rows, X.cols]).toEqual(['csc', 500, 251]);
    // One level per row and x, which is 0 once.
    expect(X.nnz).toBe(500 + 499);
    expect(cellsOf(X)).toEqual(
      rows.map(({ id, x }) =>
        fitted.featureNames.map((name) => (name === 'x' ? x : Number(name === `id=${id}`))),
      ),
    );
    const { indices, indptr } = X;
    for (let j = 0; j < X.cols; j++) {
      const column = Array.from(indices.subarray(indptr[j], indptr[j + 1]));
      expect(column).toEqual([...new Set(column)].sort((a, b) => a - b));
    }
  });

  it('is column-major float64 where dense', () => {
    const X = new TableEncoder().fit([{ a: 1, b: 2 }]).transform([
      { a: 3, b: 4 },
      { a: 5, b: 6 },
    ]) as Matrix;
    expect([X.order, X.dtype, Array.from(X.data)]).toEqual(['col', 'float64', [3, 5, 4, 6]]);
  });
});
