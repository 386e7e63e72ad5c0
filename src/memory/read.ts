/** Reads everything matrix-like into one of two forms: dense columns or compressed sparse columns. */
import { checkLength, fail, failType } from '../check.ts';
import { SparseMatrix } from './sparseMatrix.ts';
import type {
  ArrowTableLike,
  DenseView,
  FloatArray,
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
  readonly dtype: 'float32' | 'float64';
  /** Write all cells, column-major. */
  copyColumns(target: FloatArray): void;
  /** Column names, where the source has them. */
  readonly names?: readonly string[];
}

export function isSparse(x: MatrixLike): x is SparseMatrix | SparseView {
  return typeof x === 'object' && x !== null && 'indptr' in x;
}

/** A sparse input by columns, its structure checked. */
export function readSparse(
  where: string,
  name: string,
  x: SparseMatrix | SparseView,
): SparseMatrix {
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
  if ('to1DArray' in x) return fromMlMatrix(x);
  if ('data' in x && 'rows' in x) return fromView(where, name, x as DenseView);
  return failType(where, name, 'be a Matrix, an array of rows, or a dense or sparse view', x);
}

function fromView(where: string, name: string, x: DenseView): DenseSource {
  const { rows, cols, data, order = 'row' } = x;
  checkLength(where, `${name}.data`, data.length, rows * cols, 'rows × cols');
  const dtype = data instanceof Float64Array ? 'float64' : 'float32';
  const copyColumns = (target: FloatArray) =>
    order === 'col' ? target.set(data) : transpose(data, rows, cols, target);
  return { rows, cols, dtype, copyColumns };
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
  const copyColumns = (target: FloatArray) => {
    for (let i = 0; i < x.length; i++) {
      const row = x[i]!;
      for (let j = 0; j < cols; j++) {
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
  const [rows, cols] = x.shape;
  if (x.shape.length !== 2) fail(where, `${name}.shape`, 'have 2 entries', x.shape.length);
  const copyColumns = (target: FloatArray) => transpose(x.dataSync(), rows!, cols!, target);
  return { rows: rows!, cols: cols!, dtype: 'float32', copyColumns };
}

function fromMlMatrix(x: MlMatrixLike): DenseSource {
  const { rows, columns: cols } = x;
  const copyColumns = (target: FloatArray) => transpose(x.to1DArray(), rows, cols, target);
  return { rows, cols, dtype: 'float64', copyColumns };
}

function fromArrow(where: string, name: string, x: ArrowTableLike): DenseSource {
  const { numRows: rows, numCols: cols } = x;
  const names = x.schema.fields.map((field) => field.name);
  const copyColumns = (target: FloatArray) => {
    for (let j = 0; j < cols; j++) {
      const column = x.getChildAt(j)?.toArray();
      if (!column) failType(where, `${name} column ${names[j]}`, 'be present', column);
      for (let i = 0; i < rows; i++) target[j * rows + i] = Number(column[i] ?? Number.NaN);
    }
  };
  return { rows, cols, dtype: 'float64', copyColumns, names };
}

function transpose(data: ArrayLike<number>, rows: number, cols: number, target: FloatArray): void {
  for (let j = 0; j < cols; j++)
    for (let i = 0; i < rows; i++) target[j * rows + i] = data[i * cols + j]!;
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
  const copy = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value: unknown = values[i];
    if (typeof value !== 'number') failType(where, `${name}[${i}]`, 'be a number', value);
    if (!Number.isFinite(value)) fail(where, `${name}[${i}]`, 'be finite', value);
    copy[i] = value;
  }
  return copy;
}
