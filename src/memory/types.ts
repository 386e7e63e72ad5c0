/** What the package accepts as a matrix or a vector. */
import type { Matrix } from './matrix.ts';
import type { SparseMatrix } from './sparseMatrix.ts';

/** Storage of a floating-point matrix. */
export type FloatArray = Float64Array | Float32Array;

/** Storage of a dense matrix: floating point, or one byte per cell for integers from −128 to 127. */
export type CellArray = FloatArray | Int8Array;

/** Name of a storage: float64, float32 or int8. */
export type CellType = 'float32' | 'float64' | 'int8';

/**
 * A dense matrix in one array; `order` says which index runs slowest, default 'row'. An Int8Array, and a
 * Uint8Array of values up to 127, is stored as int8 (8 times smaller than float64): all its values
 * are numbers, none means missing. A Uint8Array with a larger value is stored as float32.
 */
export interface DenseView {
  data: FloatArray | Int8Array | Uint8Array;
  rows: number;
  cols: number;
  order?: 'row' | 'col';
}

/**
 * Compressed sparse columns (`csc`) or rows (`csr`): column (row) j holds the entries
 * indptr[j] … indptr[j+1] − 1 of `indices` and `data`.
 */
export interface SparseView {
  format: 'csc' | 'csr';
  data: FloatArray | Int8Array;
  indices: Int32Array | Uint32Array;
  indptr: Int32Array | Uint32Array;
  rows: number;
  cols: number;
}

/** A matrix of the package ml-matrix, by its shape. */
export interface MlMatrixLike {
  rows: number;
  columns: number;
  /** All cells, row by row. */
  to1DArray(): number[];
}

/** An Apache Arrow table, by its shape; every column must be numeric. */
export interface ArrowTableLike {
  numRows: number;
  numCols: number;
  schema: { fields: { name: string }[] };
  /** Column i. */
  getChildAt(i: number): ArrowColumnLike | null;
}

/** A column of an Apache Arrow table, by its shape. */
export interface ArrowColumnLike {
  /** Its cells. */
  toArray(): ArrayLike<number>;
}

/** A TensorFlow.js tensor of rank 2, by its shape. */
export interface TensorLike {
  shape: number[];
  /** All cells, row by row. */
  dataSync(): ArrayLike<number>;
}

/** Anything that is read as an n × p matrix. */
export type MatrixLike =
  | Matrix
  | SparseMatrix
  | DenseView
  | SparseView
  | MlMatrixLike
  | ArrowTableLike
  | TensorLike
  | readonly (readonly number[])[]
  | readonly FloatArray[];

/** Anything that is read as a vector of numbers. */
export type VectorLike = readonly number[] | FloatArray | Int32Array | Int8Array | Uint8Array;
/** A class label. */
export type Label = string | number | boolean;
