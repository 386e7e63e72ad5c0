import { checkCount, checkLength, fail } from '../check.ts';
import type { FloatArray, SparseView } from './types.ts';

/**
 * A compressed sparse matrix in ordinary arrays; columns (`csc`) is what the solvers read.
 * Indices within a column (row) ascend and appear once.
 */
export class SparseMatrix implements SparseView {
  readonly format: 'csc' | 'csr';
  readonly data: FloatArray;
  readonly indices: Int32Array;
  readonly indptr: Int32Array;
  readonly rows: number;
  readonly cols: number;

  /** Names existing arrays: no copy; entries are checked when a fit reads them. */
  constructor(view: SparseView) {
    this.format = view.format;
    this.data = view.data instanceof Int8Array ? Float32Array.from(view.data) : view.data;
    this.indices = asInt32(view.indices);
    this.indptr = asInt32(view.indptr);
    this.rows = view.rows;
    this.cols = view.cols;
  }

  /** Number of stored entries. */
  get nnz(): number {
    return this.data.length;
  }

  /**
   * CSC matrix of entries (i, j, v); repeated positions add up. rows and cols are the shape.
   * @throws RangeError where an index lies outside the shape or lengths differ.
   */
  static fromTriplets(t: Triplets): SparseMatrix {
    checkTriplets(t);
    // Two stable counting sorts, by row then by column, leave every column with ascending rows.
    const order = countingSort(t.j, t.cols, countingSort(t.i, t.rows, undefined));
    const data = new Float64Array(order.length);
    const indices = new Int32Array(order.length);
    const indptr = new Int32Array(t.cols + 1);
    let length = 0;
    let column = -1;
    for (const k of order) {
      const j = t.j[k]!;
      const i = t.i[k]!;
      const repeated = j === column && indices[length - 1] === i;
      if (!repeated) indices[length++] = i;
      data[length - 1]! += t.v[k]!;
      column = j;
      indptr[j + 1] = length;
    }
    for (let j = 0; j < t.cols; j++) indptr[j + 1] = Math.max(indptr[j + 1]!, indptr[j]!);
    return new SparseMatrix({
      format: 'csc',
      data: data.slice(0, length),
      indices: indices.slice(0, length),
      indptr,
      rows: t.rows,
      cols: t.cols,
    });
  }

  /** The same matrix by columns; itself where it is already. */
  toCsc(): SparseMatrix {
    return this.format === 'csc' ? this : this.#convert(this.rows, this.cols, 'csc');
  }

  /** The same matrix by rows; itself where it is already. */
  toCsr(): SparseMatrix {
    return this.format === 'csr' ? this : this.#convert(this.cols, this.rows, 'csr');
  }

  /** Transpose the compression: `outer` lines of the old format become `inner` lines of the new. */
  #convert(outer: number, inner: number, format: 'csc' | 'csr'): SparseMatrix {
    const { data, indices, indptr } = this;
    const starts = new Int32Array(inner + 1);
    for (const k of indices) starts[k + 1]!++;
    for (let k = 0; k < inner; k++) starts[k + 1]! += starts[k]!;
    const next = starts.slice();
    const values = data.slice();
    const lines = new Int32Array(indices.length);
    for (let line = 0; line < outer; line++)
      for (let k = indptr[line]!; k < indptr[line + 1]!; k++) {
        const at = next[indices[k]!]!++;
        lines[at] = line;
        values[at] = data[k]!;
      }
    return new SparseMatrix({
      format,
      data: values,
      indices: lines,
      indptr: starts,
      rows: this.rows,
      cols: this.cols,
    });
  }
}

/** Entries v_k at (i_k, j_k) of a rows × cols matrix. */
export interface Triplets {
  i: ArrayLike<number>;
  j: ArrayLike<number>;
  v: ArrayLike<number>;
  rows: number;
  cols: number;
}

function checkTriplets(t: Triplets): void {
  const where = 'SparseMatrix.fromTriplets';
  checkCount(where, 'rows', t.rows, 0);
  checkCount(where, 'cols', t.cols, 0);
  checkLength(where, 'j', t.j.length, t.i.length, 'one per i');
  checkLength(where, 'v', t.v.length, t.i.length, 'one per i');
  for (let k = 0; k < t.i.length; k++) {
    if (!isIndex(t.i[k]!, t.rows))
      fail(where, `i[${k}]`, `be an integer in [0, ${t.rows})`, t.i[k]);
    if (!isIndex(t.j[k]!, t.cols))
      fail(where, `j[${k}]`, `be an integer in [0, ${t.cols})`, t.j[k]);
  }
}

function asInt32(values: Int32Array | Uint32Array): Int32Array {
  return values instanceof Int32Array
    ? values
    : new Int32Array(values.buffer, values.byteOffset, values.length);
}

function isIndex(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

/** Positions 0…m−1 (or `order`) sorted by key, stable. */
function countingSort(
  key: ArrayLike<number>,
  count: number,
  order: Int32Array | undefined,
): Int32Array {
  const starts = new Int32Array(count + 1);
  for (let k = 0; k < key.length; k++) starts[key[k]! + 1]!++;
  for (let c = 0; c < count; c++) starts[c + 1]! += starts[c]!;
  const sorted = new Int32Array(key.length);
  for (let k = 0; k < key.length; k++) {
    const at = order ? order[k]! : k;
    sorted[starts[key[at]!]!++] = at;
  }
  return sorted;
}
