import { type Columns, columnsOf, type Design } from './columns.ts';

/** The columns (x_j − center_j) scale_j. */
export function standardized(
  x: Design,
  center: ArrayLike<number>,
  scale: ArrayLike<number>,
): Columns {
  const { rows, cols, column } = columnsOf(x);
  const seen = (j: number) =>
    Float64Array.from(column(j), (value) => (value - center[j]!) * scale[j]!);
  return { rows, cols, column: seen };
}

/** Columns of a list, in its order, followed by others. */
export function pickColumns(
  { rows, column }: Columns,
  list: ArrayLike<number>,
  ...others: Float64Array[]
): Columns {
  const columns = [...Array.from(list, column), ...others];
  return { rows, cols: columns.length, column: (j) => columns[j]! };
}
