/** Rows of a matrix by their entries other than 0. */
import { fail } from '../check.ts';
import { isSparse, readDense, readSparse } from '../memory/read.ts';
import type { MatrixLike } from '../memory/types.ts';

/** Row r has the entries starts[r] … starts[r + 1] − 1 of `columns` and `values`. */
export interface SparseRows {
  readonly rows: number;
  readonly cols: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Reads any matrix; its cells must be finite. */
export function readRows(where: string, name: string, X: MatrixLike): SparseRows {
  const { rows, cols, cells } = isSparse(X)
    ? sparseCells(where, name, X)
    : denseCells(where, name, X);
  const starts = new Int32Array(rows + 1);
  for (const [i, j, value] of cells()) {
    if (!Number.isFinite(value)) fail(where, name, `be finite, row ${i}, column ${j}`, value);
    starts[i + 1]!++;
  }
  for (let i = 0; i < rows; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const columns = new Int32Array(starts[rows]!);
  const values = new Float64Array(starts[rows]!);
  for (const [i, j, value] of cells()) {
    columns[next[i]!] = j;
    values[next[i]!++] = value;
  }
  return { rows, cols, starts, columns, values };
}

type Cells = () => Iterable<readonly [i: number, j: number, value: number]>;
interface Source {
  readonly rows: number;
  readonly cols: number;
  readonly cells: Cells;
}

function denseCells(where: string, name: string, X: MatrixLike): Source {
  const source = readDense(where, name, X);
  const { rows, cols } = source;
  const data = new Float64Array(rows * cols);
  source.copyColumns(data);
  const cells: Cells = function* () {
    for (let at = 0; at < data.length; at++)
      if (data[at] !== 0) yield [at % rows, Math.floor(at / rows), data[at]!];
  };
  return { rows, cols, cells };
}

function sparseCells(where: string, name: string, X: MatrixLike): Source {
  const { rows, cols, data, indices, indptr } = readSparse(
    where,
    name,
    X as Parameters<typeof readSparse>[2],
  );
  const cells: Cells = function* () {
    for (let j = 0; j < cols; j++)
      for (let k = indptr[j]!; k < indptr[j + 1]!; k++) yield [indices[k]!, j, data[k]!];
  };
  return { rows, cols, cells };
}

/** The rows of a times s, and below them those of b times t. */
export function stackRows(a: SparseRows, s: number, b: SparseRows, t: number): SparseRows {
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values.map((value) => s * value));
  values.set(
    b.values.map((value) => t * value),
    a.values.length,
  );
  const below = b.starts.subarray(1).map((start) => start + a.values.length);
  return {
    rows: a.rows + b.rows,
    cols: a.cols,
    starts: Int32Array.from([...a.starts, ...below]),
    columns: Int32Array.from([...a.columns, ...b.columns]),
    values,
  };
}

/** The rows of a once for each of several vectors of its columns, one after the other. */
export function repeatRows(a: SparseRows, times: number): SparseRows {
  if (times === 1) return a;
  const all = Array.from({ length: times }, (_, k) => k);
  const stored = a.values.length;
  const starts = all.flatMap((k) =>
    Array.from(a.starts.subarray(0, a.rows), (at) => at + k * stored),
  );
  return {
    rows: times * a.rows,
    cols: times * a.cols,
    starts: Int32Array.from([...starts, times * stored]),
    columns: Int32Array.from(all.flatMap((k) => Array.from(a.columns, (j) => j + k * a.cols))),
    values: Float64Array.from(all.flatMap(() => Array.from(a.values))),
  };
}

/** The columns of a times f. */
export function scaleColumns(a: SparseRows, f: ArrayLike<number>): SparseRows {
  return { ...a, values: a.values.map((value, k) => value * f[a.columns[k]!]!) };
}

/** A w */
export function rowsTimes(a: SparseRows, w: Float64Array): Float64Array {
  return Float64Array.from({ length: a.rows }, (_, r) => {
    let sum = 0;
    for (let k = a.starts[r]!; k < a.starts[r + 1]!; k++) sum += a.values[k]! * w[a.columns[k]!]!;
    return sum;
  });
}

/** out += t Aᵀ z */
export function addTransposed(a: SparseRows, t: number, z: Float64Array, out: Float64Array): void {
  for (let r = 0; r < a.rows; r++)
    for (let k = a.starts[r]!; k < a.starts[r + 1]!; k++)
      out[a.columns[k]!]! += t * z[r]! * a.values[k]!;
}
