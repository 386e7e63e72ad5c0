/** Columns with mean 0 and variance 1, and the way back. */
import type { SparseMatrix } from '../../../memory/sparseMatrix.ts';
import type { Task } from '../../../runtime/run.ts';
import type { DenseColumns } from '../sample.ts';

/** z = (x − center) / scale, column after column; constant columns are left out. */
export interface StandardColumns {
  readonly n: number;
  /** Number of columns that vary. */
  readonly p: number;
  /** Which columns of X they are, ascending. */
  readonly columns: Int32Array;
  /** n × p. */
  readonly Z: Float64Array;
  readonly center: Float64Array;
  readonly scale: Float64Array;
}

/** Known moments of the columns of X instead of their own. */
export interface Moments {
  readonly mean?: Float64Array | undefined;
  readonly deviations?: Float64Array | undefined;
}

/** Standardize by the given moments, or by the columns' own (population) ones. */
export function* standardColumns(
  X: DenseColumns | SparseMatrix,
  { mean, deviations }: Moments = {},
): Task<StandardColumns> {
  const { rows: n, cols } = X;
  const columns: number[] = [];
  const [center, scale] = [new Float64Array(cols), new Float64Array(cols)];
  const cells = new Float64Array(n * cols);
  for (let j = 0; j < cols; j++) {
    const at = columns.length;
    const column = cells.subarray(at * n, (at + 1) * n);
    readColumn(X, j, column);
    const own = momentsOf(column);
    // What varies by rounding alone is constant.
    if (!(own.deviation > 1e-12 * Math.abs(own.mean))) continue;
    center[at] = mean ? mean[j]! : own.mean;
    // Spread about the centre, so that ZᵀZ/n has ones on its diagonal whatever the mean.
    const shift = own.mean - center[at]!;
    const spread = Math.sqrt(own.deviation * own.deviation + shift * shift);
    scale[at] = deviations ? deviations[j]! : spread;
    for (let i = 0; i < n; i++) column[i] = (column[i]! - center[at]!) / scale[at]!;
    columns.push(j);
    if (j % 64 === 63) yield;
  }
  const p = columns.length;
  return {
    n,
    p,
    columns: Int32Array.from(columns),
    Z: cells.subarray(0, n * p),
    center: center.subarray(0, p),
    scale: scale.subarray(0, p),
  };
}

/** Column j, dense. */
export function readColumn(X: DenseColumns | SparseMatrix, j: number, out: Float64Array): void {
  if (!('indptr' in X)) {
    out.set(X.data.subarray(j * X.rows, (j + 1) * X.rows));
    return;
  }
  out.fill(0);
  for (let k = X.indptr[j]!; k < X.indptr[j + 1]!; k++) out[X.indices[k]!] = X.data[k]!;
}

/** Mean and population standard deviation, in two passes. */
export function momentsOf(column: Float64Array): { mean: number; deviation: number } {
  let mean = 0;
  for (const x of column) mean += x / column.length;
  let squares = 0;
  for (const x of column) squares += (x - mean) * (x - mean);
  return { mean, deviation: Math.sqrt(squares / column.length) };
}
