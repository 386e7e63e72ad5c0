/** Reads everything matrix-like into one of two forms: dense columns or compressed sparse columns. */
import { checkLength, fail, failType } from '../check.ts';
import { cellType } from './cells.ts';
import { SparseMatrix } from './sparseMatrix.ts';
import type {
  ArrowTableLike,
  CellArray,
  CellType,
  DenseView,
  MatrixLike,
  MlMatrixLike,
  SparseView,
  TensorLike,
  VectorLike,
} from './types.ts';

/** A dense source that can write itself column by column. */
export interface DenseSource {
  readonly rows: number;
  readonly cols: number;
  /** The narrowest storage that holds every cell as it is. */
  readonly dtype: CellType;
  /**
   * Write columns from … to − 1 (default all) to their places in a column-major target that is as
   * wide as `dtype` or wider.
   */
  copyColumns(target: CellArray, from?: number, to?: number): void;
  /** Column names, where the source has them. */
  readonly names?: readonly string[];
}

export function isSparse(x: MatrixLike): x is SparseMatrix | SparseView {
  return typeof x === 'object' && x !== null && 'indptr' in x;
}

/** A known format and typed parts, before anything is read. */
function checkParts(where: string, name: string, { format, ...parts }: SparseView): void {
  if (format !== 'csc' && format !== 'csr')
    fail(where, `${name}.format`, "be 'csc' or 'csr'", format);
  for (const part of ['data', 'indices', 'indptr'] as const)
    if (!ArrayBuffer.isView(parts[part]))
      failType(where, `${name}.${part}`, 'be a typed array', parts[part]);
}

/** A sparse input by columns, its structure checked. */
export function readSparse(
  where: string,
  name: string,
  x: SparseMatrix | SparseView,
): SparseMatrix {
  checkParts(where, name, x);
  const matrix = x instanceof SparseMatrix ? x : new SparseMatrix(x);
  const csc = matrix.format === 'csc';
  const lines = csc ? matrix.cols : matrix.rows;
  const span = csc ? matrix.rows : matrix.cols;
  checkLength(where, `${name}.indptr`, matrix.indptr.length, lines + 1, 'one more than its lines');
  checkLength(where, `${name}.indices`, matrix.indices.length, matrix.data.length, 'one per entry');
  const { indptr, indices } = matrix;
  if (indptr[0] !== 0 || indptr[lines] !== indices.length)
    fail(
      where,
      `${name}.indptr`,
      `run from 0 to ${indices.length}`,
      `${indptr[0]} to ${indptr[lines]}`,
    );
  for (let line = 0; line < lines; line++) {
    let last = -1;
    if (indptr[line + 1]! < indptr[line]!)
      fail(where, `${name}.indptr`, 'ascend', `a descent at ${line}`);
    for (let k = indptr[line]!; k < indptr[line + 1]!; k++) {
      const index = indices[k]!;
      if (index <= last || index >= span)
        fail(
          where,
          `${name}.indices`,
          `ascend within [0, ${span}) in each line`,
          `${index} in line ${line}`,
        );
      last = index;
    }
  }
  return matrix.toCsc();
}

export function readDense(where: string, name: string, x: MatrixLike): DenseSource {
  if (typeof x !== 'object' || x === null) failType(where, name, 'be a matrix', x);
  if (isSparse(x)) failType(where, name, 'be dense', x);
  if (Array.isArray(x)) return fromArrays(where, name, x as readonly ArrayLike<number>[]);
  if ('dataSync' in x) return fromTensor(where, name, x);
  if ('getChildAt' in x) return fromArrow(where, name, x);
  if ('to1DArray' in x) return fromMlMatrix(where, name, x);
  if ('data' in x && 'rows' in x) return fromView(where, name, x as DenseView);
  return failType(where, name, 'be a Matrix, an array of rows, or a dense or sparse view', x);
}

function fromView(where: string, name: string, x: DenseView): DenseSource {
  const { rows, cols, data, order = 'row' } = x;
  if (order !== 'row' && order !== 'col') fail(where, `${name}.order`, "be 'row' or 'col'", order);
  checkLength(where, `${name}.data`, data.length, rows * cols, 'rows × cols');
  const dtype = narrowest(data);
  if (order === 'row') return fromRows(data, rows, cols, dtype);
  const copyColumns = (target: CellArray, from = 0, to = cols) =>
    target.set(part(data, from * rows, to * rows), from * rows);
  return { rows, cols, dtype, copyColumns };
}

/** Cells from … to − 1, not copied where they are of a typed array. */
function part(data: DenseView['data'], from: number, to: number): ArrayLike<number> {
  return ArrayBuffer.isView(data) ? data.subarray(from, to) : (data as number[]).slice(from, to);
}

/** int8 where it holds every cell; ordinary arrays in place of typed ones hold float64. */
function narrowest(data: DenseView['data']): CellType {
  if (data instanceof Uint8Array) return data.every((value) => value < 128) ? 'int8' : 'float32';
  return cellType(data);
}

function fromArrays(where: string, name: string, x: readonly ArrayLike<number>[]): DenseSource {
  const cols = x[0]?.length ?? 0;
  for (let i = 0; i < x.length; i++) {
    const row = x[i] as ArrayLike<number> | undefined;
    if (typeof row !== 'object' || row === null || !('length' in row))
      failType(where, `${name}[${i}]`, 'be an array of numbers', row);
    if (row.length !== cols)
      fail(where, `${name}[${i}]`, `have length ${cols} like row 0`, row.length, 'rows are ragged');
  }
  const copyColumns = (target: CellArray, from = 0, to = cols) => {
    for (let i = 0; i < x.length; i++) {
      const row = x[i]!;
      for (let j = from; j < to; j++) {
        const value: unknown = row[j];
        if (typeof value !== 'number') failType(where, `${name}[${i}][${j}]`, 'be a number', value);
        target[j * x.length + i] = value;
      }
    }
  };
  const dtype = x[0] instanceof Float32Array ? 'float32' : 'float64';
  return { rows: x.length, cols, dtype, copyColumns };
}

function fromTensor(where: string, name: string, x: TensorLike): DenseSource {
  if (x.shape.length !== 2) fail(where, `${name}.shape`, 'have 2 entries', x.shape.length);
  const [rows, cols] = x.shape as [number, number];
  const data = x.dataSync();
  checkLength(where, `${name}.dataSync()`, data.length, rows * cols, 'its shape');
  return fromRows(data, rows, cols, 'float32');
}

function fromMlMatrix(where: string, name: string, x: MlMatrixLike): DenseSource {
  const { rows, columns: cols } = x;
  const data = x.to1DArray();
  checkLength(where, `${name}.to1DArray()`, data.length, rows * cols, 'rows × columns');
  return fromRows(data, rows, cols, 'float64');
}

function fromArrow(where: string, name: string, x: ArrowTableLike): DenseSource {
  const { numRows: rows, numCols: cols } = x;
  const names = x.schema.fields.map((field) => field.name);
  const copyColumns = (target: CellArray, from = 0, to = cols) => {
    for (let j = from; j < to; j++) {
      const column = x.getChildAt(j)?.toArray();
      if (!column) failType(where, `${name} column ${names[j]}`, 'be present', column);
      checkLength(where, `${name} column ${names[j]}`, column.length, rows, 'numRows');
      for (let i = 0; i < rows; i++) target[j * rows + i] = Number(column[i] ?? Number.NaN);
    }
  };
  return { rows, cols, dtype: 'float64', copyColumns, names };
}

/** Cells row by row. */
function fromRows(
  data: ArrayLike<number>,
  rows: number,
  cols: number,
  dtype: DenseSource['dtype'],
): DenseSource {
  const copyColumns = (target: CellArray, from = 0, to = cols) => {
    for (let i = 0; i < rows; i++)
      for (let j = from; j < to; j++) target[j * rows + i] = data[i * cols + j]!;
  };
  return { rows, cols, dtype, copyColumns };
}

/** A vector of exactly `length` finite numbers, copied. */
export function readVector(
  where: string,
  name: string,
  values: VectorLike,
  length: number,
  because: string,
): Float64Array {
  if (typeof values !== 'object' || values === null || !('length' in values))
    failType(where, name, 'be an array of numbers', values);
  checkLength(where, name, values.length, length, because);
  if (values instanceof Float64Array) return finite(where, name, values.slice());
  const copy = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value: unknown = values[i];
    if (typeof value !== 'number') failType(where, `${name}[${i}]`, 'be a number', value);
    if (!Number.isFinite(value)) fail(where, `${name}[${i}]`, 'be finite', value);
    copy[i] = value;
  }
  return copy;
}

function finite(where: string, name: string, values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++)
    if (values[i]! - values[i]! !== 0) fail(where, `${name}[${i}]`, 'be finite', values[i]);
  return values;
}
