/** Subsets of the rows of a sample, for refits. */
import type { ResponseLike } from '../../linear/response/types.ts';
import type { FitData } from '../../linear/types.ts';
import { SparseMatrix } from '../../memory/sparseMatrix.ts';
import type { VectorLike } from '../../memory/types.ts';
import type { Task } from '../../runtime/run.ts';
import { BLOCK, type DenseColumns, isVector, readColumns, type Sample } from './sample.ts';

/** Some rows of a sample, as arguments of a fit. */
export interface Rows {
  readonly X: DenseColumns | SparseMatrix;
  readonly y: ResponseLike;
  readonly data: FitData;
}

/** The rows of a sample listed in `rows`, ascending and distinct, copied. */
export function* takeRows(sample: Sample, rows: Int32Array): Task<Rows> {
  const data: FitData = { ...sample.data };
  for (const key of ['weights', 'groups'] as const) {
    const values = data[key];
    if (values) data[key] = take(values, rows);
  }
  const { offset } = data;
  if (offset)
    data.offset = (
      isVector(offset)
        ? take(offset, rows)
        : yield* denseRows(yield* readColumns('offset', offset), rows)
    ) as VectorLike;
  const { X } = sample;
  const part = 'indptr' in X ? sparseRows(X, rows) : yield* denseRows(X, rows);
  yield;
  return { X: part, y: sample.y.take(rows), data };
}

function take(values: VectorLike, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (i) => values[i]!);
}

function* denseRows({ data, rows: n, cols }: DenseColumns, rows: Int32Array): Task<DenseColumns> {
  const m = rows.length;
  const out =
    data instanceof Float32Array ? new Float32Array(m * cols) : new Float64Array(m * cols);
  const step = Math.max(1, Math.floor(BLOCK / Math.max(1, m)));
  for (let j = 0; j < cols; j++) {
    for (let k = 0; k < m; k++) out[j * m + k] = data[j * n + rows[k]!]!;
    if (j % step === step - 1) yield;
  }
  return { data: out, rows: m, cols, order: 'col' };
}

function sparseRows(X: SparseMatrix, rows: Int32Array): SparseMatrix {
  const place = new Int32Array(X.rows).fill(-1);
  rows.forEach((i, k) => {
    place[i] = k;
  });
  const kept = X.indices.reduce((count, i) => count + Number(place[i]! >= 0), 0);
  const data = new Float64Array(kept);
  const indices = new Int32Array(kept);
  const indptr = new Int32Array(X.cols + 1);
  let at = 0;
  for (let j = 0; j < X.cols; j++) {
    for (let k = X.indptr[j]!; k < X.indptr[j + 1]!; k++) {
      const row = place[X.indices[k]!]!;
      if (row < 0) continue;
      indices[at] = row;
      data[at++] = X.data[k]!;
    }
    indptr[j + 1] = at;
  }
  return new SparseMatrix({
    format: 'csc',
    data,
    indices,
    indptr,
    rows: rows.length,
    cols: X.cols,
  });
}
