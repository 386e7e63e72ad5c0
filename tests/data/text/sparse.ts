/** Sparse rows of the text tests. */
import type { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';

/** Stored entries by rows as [column, value], columns ascending. */
export type SparseRows = [number, number][][];

/** The rows of a csc matrix. */
export function rowsOf(X: SparseMatrix): SparseRows {
  const rows: SparseRows = Array.from({ length: X.rows }, () => []);
  for (let j = 0; j < X.cols; j++)
    for (let k = X.indptr[j]!; k < X.indptr[j + 1]!; k++)
      rows[X.indices[k]!]!.push([j, X.data[k]!]);
  return rows;
}

/** The columns of each row alone. */
export function columnsOf(rows: SparseRows): number[][] {
  return rows.map((row) => row.map(([j]) => j));
}

/** The values of all rows, one after the other. */
export function valuesOf(rows: SparseRows): number[] {
  return rows.flatMap((row) => row.map(([, value]) => value));
}

/** The arrays of a matrix, for comparison to the bit. */
export function partsOf({ data, indices, indptr, rows, cols }: SparseMatrix) {
  return { data, indices, indptr, rows, cols };
}

/** Documents that arrive one by one. */
export async function* arriving<T>(docs: Iterable<T>): AsyncGenerator<T> {
  for (const document of docs) {
    await Promise.resolve();
    yield document;
  }
}
