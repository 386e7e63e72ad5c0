/** The matrix forms that the reference code reads, and their columns. */

/** Any matrix that hands out its columns, n numbers each. */
export interface Columns {
  readonly rows: number;
  readonly cols: number;
  column(j: number): ArrayLike<number>;
}

/** Compressed sparse columns: column j holds the entries indptr[j] … indptr[j + 1] − 1. */
export interface CompressedColumns {
  readonly rows: number;
  readonly cols: number;
  readonly data: ArrayLike<number>;
  readonly indices: ArrayLike<number>;
  readonly indptr: ArrayLike<number>;
}

/** An array of n rows of p numbers, columns, or compressed columns. */
export type Design = readonly ArrayLike<number>[] | Columns | CompressedColumns;

export function columnsOf(x: Design): Columns {
  if ('column' in x) return x;
  if ('indptr' in x) return fromCompressed(x);
  const column = (j: number) => {
    const values = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) values[i] = x[i]![j]!;
    return values;
  };
  return { rows: x.length, cols: x[0]?.length ?? 0, column };
}

function fromCompressed(x: CompressedColumns): Columns {
  const column = (j: number) => {
    const values = new Float64Array(x.rows);
    for (let k = x.indptr[j]!; k < x.indptr[j + 1]!; k++) values[x.indices[k]!] = x.data[k]!;
    return values;
  };
  return { rows: x.rows, cols: x.cols, column };
}
