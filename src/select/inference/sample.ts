/** Data read once, from which subsets of rows are taken for refits. */
import { checkLength, fail, failType } from '../../check.ts';
import type { Dataset } from '../../data/types.ts';
import type { FitData } from '../../linear/types.ts';
import { isSparse, readDense, readSparse } from '../../memory/read.ts';
import type { SparseMatrix } from '../../memory/sparseMatrix.ts';
import type { DenseView, FloatArray, Label, MatrixLike, VectorLike } from '../../memory/types.ts';
import type { Task } from '../../runtime/run.ts';
import type { Target } from './types.ts';

/** X by columns, y, and the data of a fit that go with rows and columns. */
export interface Sample {
  readonly n: number;
  readonly p: number;
  readonly X: DenseColumns | SparseMatrix;
  readonly y: ArrayLike<Label>;
  readonly data: FitData;
}

/** A dense matrix in ordinary memory, column after column. */
export interface DenseColumns extends DenseView {
  data: FloatArray;
  order: 'col';
}

/** Cells between two safe points. */
export const BLOCK = 1e6;

const DATA_KEYS = [
  'weights',
  'offset',
  'groups',
  'penaltyFactor',
  'lower',
  'upper',
  'impute',
  'featureNames',
] as const;

/** Options that hold one value per row. */
export const ROW_KEYS = ['weights', 'offset', 'groups'] as const;

/**
 * Read X, y and the data of fits; those of the call win over those of a data set, which win over
 * those of the estimator's spec.
 */
export function* readSample(
  where: string,
  X: MatrixLike | Dataset,
  y: Target | undefined,
  ...specs: readonly object[]
): Task<Sample> {
  const [spec = {}, ...options] = specs;
  const set = isDataset(X) ? X : undefined;
  const data = Object.assign({}, ...[spec, set ?? {}, ...options].map(dataOf)) as FitData;
  const target = readTarget(where, y ?? set?.y);
  const matrix = set ? set.X : (X as MatrixLike);
  const columns = isSparse(matrix)
    ? readSparse(where, 'X', matrix)
    : yield* readColumns(where, matrix);
  yield* checkCells(where, columns, data.impute !== undefined);
  const { rows: n, cols: p } = columns;
  if (n < 2) fail(where, 'X', 'have at least two rows', n);
  if (p < 1) fail(where, 'X', 'have at least one column', p);
  for (const key of ROW_KEYS)
    if (data[key]) checkLength(where, key, data[key].length, n, 'one per row of X');
  checkLength(where, 'y', target.length, n, 'one per row of X');
  return { n, p, X: columns, y: target, data };
}

function dataOf(given: object): FitData {
  const known = DATA_KEYS.map((key) => {
    const value = (given as FitData)[key];
    return [key, ArrayBuffer.isView(value) ? (value as Float64Array).slice() : value] as const;
  });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
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

/** Copied before anything else, because a view into WASM memory dies when that grows. */
function readTarget(where: string, y: Target | undefined): ArrayLike<Label> {
  if (typeof y !== 'object' || y === null || !('length' in y))
    failType(where, 'y', 'be an array of numbers or labels', y);
  if (y.length === 0) fail(where, 'y', 'hold at least one value', 0);
  const kind = typeof y[0];
  if (kind !== 'number' && kind !== 'string' && kind !== 'boolean')
    failType(where, 'y[0]', 'be a number or a label', y[0]);
  for (let i = 0; i < y.length; i++) {
    const value = y[i];
    if (typeof value !== kind) failType(where, `y[${i}]`, `be a ${kind} like y[0]`, value);
    if (kind === 'number' && !Number.isFinite(value)) fail(where, `y[${i}]`, 'be finite', value);
  }
  return Array.prototype.slice.call(y) as Label[];
}

/** The target of a model of numbers. @throws TypeError where it holds labels. */
export function numbersOf(where: string, y: ArrayLike<Label>): Float64Array {
  if (typeof y[0] !== 'number')
    failType(where, 'y', 'hold numbers for a model that predicts numbers', y[0]);
  return Float64Array.from(y as VectorLike);
}
