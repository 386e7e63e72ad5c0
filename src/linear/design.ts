/** A matrix as the kernels see it: one record, one prefix of kernel names. */
import { fail } from '../check.ts';
import { CELL_BYTES, cellsAt, cellType } from '../memory/cells.ts';
import type { Matrix } from '../memory/matrix.ts';
import type { Memory } from '../memory/memory.ts';
import { type DenseSource, isSparse, readDense, readSparse } from '../memory/read.ts';
import { CscRecord, DenseRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { CellArray, CellType, MatrixLike } from '../memory/types.ts';
import type { Task } from '../runtime/run.ts';
import { type Cells, doubtfulColumns } from './doubtfulColumns.ts';

export type DenseKind = 'dense64' | 'dense32' | 'dense8';
export type DesignKind = DenseKind | 'csc';

/** Cells to be filled before a fit: rows of one column that are missing. */
export interface MissingColumn {
  readonly column: number;
  readonly rows: Int32Array;
}

export interface Design {
  readonly kind: DesignKind;
  readonly n: number;
  readonly p: number;
  /** Address of the record. */
  readonly at: number;
  /** Stored values: n p, or the entries of a sparse matrix. */
  readonly stored: number;
  readonly missing: readonly MissingColumn[];
  /**
   * Throws if a cell of the column is not finite: to be asked where its moments are not, which
   * saves a pass over X.
   */
  readonly refuse?: ((column: number) => void) | undefined;
  readonly names?: readonly string[] | undefined;
}

export interface DesignOptions {
  dtype?: 'float32' | 'float64' | undefined;
  /** Missing (NaN) cells are allowed and listed. */
  allowMissing?: boolean;
  featureNames?: readonly string[] | undefined;
}

/**
 * Bring X into the scope's memory: a resident column-major matrix is used where it is, everything
 * else is copied once. Sparse cells are checked to be finite, dense ones where some may be missing;
 * else `refuse` does when their moments ask for it.
 */
export function* loadDesign(
  scope: Scope,
  where: string,
  X: MatrixLike,
  options: DesignOptions = {},
): Task<Design> {
  return isSparse(X)
    ? yield* loadSparse(scope, where, X, options)
    : yield* loadDense(scope, where, X, options);
}

const DENSE_KIND = { float64: 'dense64', float32: 'dense32', int8: 'dense8' } as const;
const CELL_TYPE = { dense64: 'float64', dense32: 'float32', dense8: 'int8' } as const;

/** The storage of a dense design. */
export function cellTypeOf(design: Design): CellType {
  return CELL_TYPE[design.kind as DenseKind];
}

/** Cells that are copied and checked between two safe points. */
const BLOCK = 1e6;

function* loadDense(
  scope: Scope,
  where: string,
  X: MatrixLike,
  options: DesignOptions,
): Task<Design> {
  const { memory } = scope;
  let source = readDense(where, 'X', X);
  const { rows: n, cols: p } = source;
  if (n === 0 || p === 0) fail(where, 'X', 'have at least one row and one column', `${n} × ${p}`);
  const dtype = options.dtype ?? source.dtype;
  const width = CELL_BYTES[dtype];
  const resident = addressOf(X, memory, dtype);
  if (resident === undefined) source = readDense(where, 'X', outOf(memory, X));
  const values = resident ?? reserveCells(scope, source, dtype);
  const names = options.featureNames ?? source.names;
  const step = Math.max(1, Math.floor(BLOCK / n));
  const cells = () => cellsAt(memory, dtype, values, n * p);
  for (let from = 0; from < p && resident === undefined; from += step) {
    source.copyColumns(cells(), from, Math.min(from + step, p));
    yield;
  }
  const rowsOf = (j: number) =>
    missingRows(cells(), n, j, (i, value) => {
      if (Number.isNaN(value) && options.allowMissing) return;
      if (dtype === 'float32') refuseWide(where, source, i, j);
      refuseCell(where, i, j, value, names, hintFor(value));
    });
  const refuse = options.allowMissing ? undefined : (j: number) => void rowsOf(j);
  const block = { at: values, n };
  const missing = refuse ? [] : yield* missingColumns(scope, dtype, block, p, rowsOf);
  const columns = scope.reserve(p * 4);
  const table = memory.i32(columns, p);
  for (let j = 0; j < p; j++) table[j] = values + j * n * width;
  const at = scope.reserve(DenseRecord.bytes);
  DenseRecord.write(memory, at, { n, p, columns });
  return { kind: DENSE_KIND[dtype], n, p, at, stored: n * p, missing, refuse, names };
}

/** The columns that miss cells, with the rows where they do. */
function* missingColumns(
  scope: Scope,
  dtype: CellType,
  cells: Cells,
  p: number,
  rowsOf: (column: number) => Int32Array,
): Task<MissingColumn[]> {
  const missing: MissingColumn[] = [];
  let looked = 0;
  for (const column of yield* columnsToCheck(scope, dtype, cells, p)) {
    const rows = rowsOf(column);
    if (rows.length > 0) missing.push({ column, rows });
    looked += cells.n;
    if (looked < BLOCK) continue;
    looked = 0;
    yield;
  }
  return missing;
}

/** Room for a copy of all cells. */
function reserveCells(scope: Scope, { rows, cols }: DenseSource, dtype: CellType): number {
  const bytes = rows * cols * CELL_BYTES[dtype];
  scope.memory.checkRoom(scope.where, 'X', bytes, `${rows} × ${cols}, ${dtype}`);
  return scope.reserve(bytes);
}

/** Columns whose cells must be looked at one by one: a sum shows faster that all are finite. */
function* columnsToCheck(scope: Scope, dtype: CellType, cells: Cells, p: number): Task<number[]> {
  if (dtype === 'int8') return [];
  if (dtype === 'float64') return yield* doubtfulColumns(scope, cells, p);
  return Array.from({ length: p }, (_, j) => j);
}

/** Where the columns of X lie in `memory` already, as they are needed. */
function addressOf(X: MatrixLike, memory: Memory, dtype: CellType): number | undefined {
  const { order, data } = X as Partial<Matrix>;
  if (order !== 'col' || !memory.owns(data)) return undefined;
  return cellType(data) === dtype ? data.byteOffset : undefined;
}

/** X with a copy of its cells where they lie in the memory that is about to grow. */
function outOf(memory: Memory, X: MatrixLike): MatrixLike {
  const { data } = X as Partial<Matrix>;
  if (!memory.owns(data)) return X;
  const { rows, cols, order = 'row' } = X as Matrix;
  return { data: memory.own(data), rows, cols, order };
}

/** Rows of column j whose cell is not finite; each is shown to `allow`, which may throw. */
function missingRows(
  view: CellArray,
  n: number,
  j: number,
  allow: (i: number, value: number) => void,
): Int32Array {
  const start = j * n;
  let at = start;
  while (at < start + n && view[at]! - view[at]! === 0) at++;
  const rows: number[] = [];
  for (; at < start + n; at++) {
    if (view[at]! - view[at]! === 0) continue;
    allow(at - start, view[at]!);
    rows.push(at - start);
  }
  return Int32Array.from(rows);
}

function hintFor(value: number): string {
  return Number.isNaN(value) ? "say impute: 'mean' or 'median' to fill missing cells" : '';
}

/** A finite number that float32 storage has turned into an infinite one, by its value. */
function refuseWide(where: string, source: DenseSource, i: number, j: number): void {
  const { rows, cols } = source;
  const cells = new Float64Array(rows * cols);
  source.copyColumns(cells, j, j + 1);
  const value = cells[j * rows + i]!;
  if (Number.isFinite(value))
    fail(where, 'X', `fit into float32 (up to 3.4e38), row ${i}, column ${j}`, value);
}

function refuseCell(
  where: string,
  i: number,
  j: number,
  value: number,
  names: readonly string[] | undefined,
  hint = '',
): never {
  const name = names?.[j] === undefined ? `column ${j}` : `column ${j} (${names[j]})`;
  return fail(where, 'X', `be finite, row ${i}, ${name}`, value, hint);
}

function* loadSparse(
  scope: Scope,
  where: string,
  X: MatrixLike,
  { featureNames }: DesignOptions,
): Task<Design> {
  const { memory } = scope;
  const csc = readSparse(where, 'X', X as Parameters<typeof readSparse>[2]);
  yield;
  const { rows: n, cols: p, nnz } = csc;
  if (n === 0 || p === 0) fail(where, 'X', 'have at least one row and one column', `${n} × ${p}`);
  memory.checkRoom(where, 'X', 12 * nnz + 4 * p, `${n} × ${p}, ${nnz} entries`);
  const values = scope.putF64(csc.data);
  // a sum that is finite has none that is not
  if (!Number.isFinite(memory.kernels.sum(csc.nnz, values)))
    for (let j = 0; j < p; j++)
      for (let k = csc.indptr[j]!; k < csc.indptr[j + 1]!; k++)
        if (!Number.isFinite(csc.data[k]))
          refuseCell(where, csc.indices[k]!, j, csc.data[k]!, featureNames);
  yield;
  const record = {
    n,
    p,
    values,
    rows: scope.putI32(csc.indices),
    starts: scope.putI32(csc.indptr),
  };
  const at = scope.reserve(CscRecord.bytes);
  CscRecord.write(memory, at, record);
  return { kind: 'csc', n, p, at, stored: nnz, missing: [] };
}
