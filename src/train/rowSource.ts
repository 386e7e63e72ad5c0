/** Anything matrix-like as rows that can be read a few at a time. */
import { failType } from '../check.ts';
import { type DenseSource, isSparse, readDense, readSparse } from '../memory/read.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';
import type { ArrowTableLike, DenseView, FloatArray, MatrixLike } from '../memory/types.ts';

/** A matrix of samples, and whose X it is in messages. */
export interface Given {
  readonly where: string;
  readonly X: MatrixLike;
}

/** Samples row by row. */
export interface RowSource {
  readonly rows: number;
  readonly cols: number;
  /** Write rows from … to − 1 one after the other, row `from` at the target's begin. */
  copyRows(target: FloatArray, from: number, to: number): void;
}

/**
 * Checks the form of X and copies none of it.
 * @throws RangeError or TypeError that says what is wrong with it.
 */
export function readRows({ where, X }: Given, name = 'X'): RowSource {
  if (isGivenSparse(X)) return sparseRows(readSparse(where, name, X).toCsr());
  const source = readDense(where, name, X);
  if (Array.isArray(X)) return arrayRows(where, name, source, X);
  if ('getChildAt' in X) return arrowRows(source, X);
  const { rows, cols } = source;
  const [cells, isByRow] = cellsOf(X as Exclude<Cells, ArrowTableLike>);
  const copyRows = (target: FloatArray, from: number, to: number) => {
    if (isByRow && isFloats(cells)) {
      target.set(cells.subarray(from * cols, to * cols));
      return;
    }
    for (let i = from, at = 0; i < to; i++)
      for (let j = 0; j < cols; j++, at++)
        target[at] = cells[isByRow ? i * cols + j : j * rows + i]!;
  };
  return { rows, cols, copyRows };
}

export function isGivenSparse(X: MatrixLike): X is Extract<MatrixLike, { indptr: unknown }> {
  return typeof X === 'object' && X !== null && isSparse(X);
}

function isFloats(cells: ArrayLike<number>): cells is FloatArray {
  return cells instanceof Float32Array || cells instanceof Float64Array;
}

type Cells = Extract<MatrixLike, object> & { readonly rows?: number };

/** All cells, and whether they lie row by row. */
function cellsOf(X: Cells): readonly [cells: ArrayLike<number>, isByRow: boolean] {
  if ('dataSync' in X) return [X.dataSync(), true];
  if ('to1DArray' in X) return [X.to1DArray(), true];
  const { data, order = 'row' } = X as DenseView;
  return [data, order === 'row'];
}

function arrayRows(
  where: string,
  name: string,
  { rows, cols }: DenseSource,
  x: readonly ArrayLike<number>[],
): RowSource {
  const copyRows = (target: FloatArray, from: number, to: number) => {
    for (let i = from, at = 0; i < to; i++)
      for (let j = 0; j < cols; j++, at++) {
        const value: unknown = x[i]![j];
        if (typeof value !== 'number') failType(where, `${name}[${i}][${j}]`, 'be a number', value);
        target[at] = value;
      }
  };
  return { rows, cols, copyRows };
}

/** Columns are present and of equal length once their source has read them. */
function arrowRows({ rows, cols, copyColumns }: DenseSource, x: ArrowTableLike): RowSource {
  copyColumns(new Float64Array(0));
  const columns = Array.from({ length: cols }, (_, j) => x.getChildAt(j)!.toArray());
  const copyRows = (target: FloatArray, from: number, to: number) => {
    for (let i = from, at = 0; i < to; i++)
      for (let j = 0; j < cols; j++, at++) target[at] = Number(columns[j]![i] ?? Number.NaN);
  };
  return { rows, cols, copyRows };
}

function sparseRows({ rows, cols, indptr, indices, data }: SparseMatrix): RowSource {
  const copyRows = (target: FloatArray, from: number, to: number) => {
    target.fill(0, 0, (to - from) * cols);
    for (let i = from; i < to; i++)
      for (let k = indptr[i]!; k < indptr[i + 1]!; k++)
        target[(i - from) * cols + indices[k]!] = data[k]!;
  };
  return { rows, cols, copyRows };
}
