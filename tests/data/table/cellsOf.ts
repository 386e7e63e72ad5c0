import type { Matrix } from '../../../src/memory/matrix.ts';
import type { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';

/** All cells by rows, of either storage. */
export function cellsOf(X: Matrix | SparseMatrix): number[][] {
  if ('toArrays' in X) return X.toArrays();
  const { data, indices, indptr, rows, cols } = X.toCsc();
  const cells = Array.from({ length: rows }, () => new Array<number>(cols).fill(0));
  for (let j = 0; j < cols; j++)
    for (let k = indptr[j]!; k < indptr[j + 1]!; k++) cells[indices[k]!]![j] = data[k]!;
  return cells;
}
