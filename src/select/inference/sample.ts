/** Data read once, from which subsets of rows are taken for refits. */

import { checkLength, fail } from '../../check.ts';
import type { Dataset } from '../../data/types.ts';
import type { ResponseLike } from '../../linear/response/types.ts';
import { DATA_KEYS } from '../../linear/settings.ts';
import type { FitData } from '../../linear/types.ts';
import { isSparse, readDense, readSparse } from '../../memory/read.ts';
import type { SparseMatrix } from '../../memory/sparseMatrix.ts';
import type { DenseView, FloatArray, MatrixLike, VectorLike } from '../../memory/types.ts';
import type { Task } from '../../runtime/run.ts';
import { type Outcomes, readOutcomes } from './outcomes.ts';

/** X by columns, y, and the data of a fit that go with rows and columns. */
export interface Sample {
  readonly n: number;
  readonly p: number;
  readonly X: DenseColumns | SparseMatrix;
  readonly y: Outcomes;
  readonly data: FitData;
}

/** A dense matrix in ordinary memory, column after column. */
export interface DenseColumns extends DenseView {
  data: FloatArray;
  order: 'col';
}

/** Cells between two safe points. */
export const BLOCK = 1e6;

/** Options that hold one value per row. */
const ROW_KEYS = ['weights', 'offset', 'groups'] as const;

/**
 * Read X, y and the data of fits; those of the call win over those of a data set, which win over
 * those of the estimator's spec.
 */
export function* readSample(
  where: string,
  X: MatrixLike | Dataset,
  y: ResponseLike | undefined,
  ...specs: readonly object[]
): Task<Sample> {
  const [spec = {}, ...options] = specs;
  const set = isDataset(X) ? X : undefined;
  const data = Object.assign({}, ...[spec, set ?? {}, ...options].map(dataOf)) as FitData;
  const outcomes = readOutcomes(where, y ?? set?.y);
  const matrix = set ? set.X : (X as MatrixLike);
  const columns = isSparse(matrix)
    ? readSparse(where, 'X', matrix)
    : yield* readColumns(where, matrix);
  yield* checkCells(where, columns, data.impute !== undefined);
  const { rows: n, cols: p } = columns;
  if (n < 2) fail(where, 'X', 'have at least two rows', n);
  if (p < 1) fail(where, 'X', 'have at least one column', p);
  for (const key of ROW_KEYS)
    if (data[key]) checkLength(where, key, rowsOf(data[key]), n, 'one per row of X');
  checkLength(where, 'y', outcomes.n, n, 'one per row of X');
  return { n, p, X: columns, y: outcomes, data };
}

function dataOf(given: object): FitData {
  const known = DATA_KEYS.map((key) => {
    const value = (given as FitData)[key];
    return [key, ArrayBuffer.isView(value) ? (value as Float64Array).slice() : value] as const;
  });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

/** Rows of a vector or a matrix; an offset has one column per output of the model. */
function rowsOf(values: VectorLike | MatrixLike): number {
  return isVector(values) ? values.length : readDense('offset', 'value', values).rows;
}

/** Whether the values are numbers one by one, not rows or a matrix. */
export function isVector(values: VectorLike | MatrixLike): values is VectorLike {
  return 'length' in values && typeof values[0] !== 'object';
}

function isDataset(X: MatrixLike | Dataset): X is Dataset {
  return typeof X === 'object' && X !== null && 'encoding' in X && 'X' in X;
}

/** The source is opened anew for each block: a view into WASM memory dies when that grows. */
export function* readColumns(where: string, X: MatrixLike): Task<DenseColumns> {
  const { rows, cols, dtype } = readDense(where, 'X', X);
  const length = rows * cols;
  const data = dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
  const step = Math.max(1, Math.floor(BLOCK / Math.max(1, rows)));
  for (let from = 0; from < cols; from += step) {
    readDense(where, 'X', X).copyColumns(data, from, Math.min(cols, from + step));
    yield;
  }
  return { data, rows, cols, order: 'col' };
}

export function* checkCells(
  where: string,
  X: DenseColumns | SparseMatrix,
  allowMissing: boolean,
): Task<void> {
  const { data } = X;
  for (let k = 0; k < data.length; k++) {
    const x = data[k]!;
    if (x - x !== 0 && !(allowMissing && Number.isNaN(x))) refuseCell(where, X, k);
    if (k % BLOCK === BLOCK - 1) yield;
  }
}

function refuseCell(where: string, X: DenseColumns | SparseMatrix, k: number): never {
  const sparse = 'indptr' in X;
  const i = sparse ? X.indices[k] : k % X.rows;
  const j = sparse ? X.indptr.findIndex((end) => end > k) - 1 : Math.floor(k / X.rows);
  return fail(where, 'X', `be finite, row ${i}, column ${j}`, X.data[k]);
}
