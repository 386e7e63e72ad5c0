/** From counts to weights. */
import { log } from '../../memory/elementary.ts';
import type { SparseMatrix } from '../../memory/sparseMatrix.ts';

/** How counts become weights. */
export interface Weighing {
  /** Whether a count c becomes 1 + ln c; one below 0 keeps its sign. */
  sublinearTf: boolean;
  /** Factor of each column; default 1. */
  idf?: Float64Array | undefined;
  /** What each row is divided by. */
  norm: 'l2' | 'l1' | null;
}

/**
 * Turn the stored counts of a csc matrix into weights, in place, and return it: tf · idf, each row
 * over its norm. Rows are summed in the order of the columns; a row of zeros stays one.
 */
export function weighTerms(matrix: SparseMatrix, weighing: Weighing): SparseMatrix {
  const { data } = matrix;
  if (weighing.sublinearTf)
    for (let k = 0; k < data.length; k++)
      data[k] = Math.sign(data[k]!) * (1 + log(Math.abs(data[k]!)));
  if (weighing.idf) scaleColumns(matrix, weighing.idf);
  if (weighing.norm) scaleRows(matrix, weighing.norm);
  return matrix;
}

function scaleColumns({ data, indptr, cols }: SparseMatrix, factors: Float64Array): void {
  for (let j = 0; j < cols; j++)
    for (let k = indptr[j]!; k < indptr[j + 1]!; k++) data[k]! *= factors[j]!;
}

function scaleRows({ data, indices, rows }: SparseMatrix, norm: 'l2' | 'l1'): void {
  const sums = new Float64Array(rows);
  for (let k = 0; k < data.length; k++)
    sums[indices[k]!]! += norm === 'l2' ? data[k]! * data[k]! : Math.abs(data[k]!);
  if (norm === 'l2') for (let i = 0; i < rows; i++) sums[i] = Math.sqrt(sums[i]!);
  for (let k = 0; k < data.length; k++) data[k]! /= sums[indices[k]!]!;
}
