/** What the package accepts as a matrix or a vector. */
import type { Matrix } from './matrix.ts';
import type { SparseMatrix } from './sparseMatrix.ts';

export type FloatArray = Float64Array | Float32Array;

/** A dense matrix in one array; `order` says which index runs slowest, default 'row'. */
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
  to1DArray(): number[];
}

/** An Apache Arrow table, by its shape; every column must be numeric. */
export interface ArrowTableLike {
  numRows: number;
  numCols: number;
  schema: { fields: { name: string }[] };
  getChildAt(i: number): { toArray(): ArrayLike<number> } | null;
}

/** A TensorFlow.js tensor of rank 2, by its shape. */
export interface TensorLike {
  shape: number[];
  dataSync(): ArrayLike<number>;
}

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

export type VectorLike = readonly number[] | FloatArray | Int32Array | Uint8Array;
export type Label = string | number | boolean;
