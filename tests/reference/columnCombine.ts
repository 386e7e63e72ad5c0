import { columnsOf, type Design } from './columns.ts';
import { dot } from './dot.ts';

/** y_i + Σ_k b_k (x_ij − center_j) over the columns j of a list, no difference rounded. */
export function columnCombine(
  x: Design,
  list: ArrayLike<number>,
  center: ArrayLike<number>,
  b: ArrayLike<number>,
  y: ArrayLike<number>,
): Float64Array {
  const { column } = columnsOf(x);
  const columns = Array.from(list, column);
  const factors = [1, ...Array.from(b), ...Array.from(list, (j, k) => -b[k]! * center[j]!)];
  const ones = Array.from(list, () => 1);
  return Float64Array.from(y, (value, i) =>
    dot(factors, [value, ...columns.map((values) => values[i]!), ...ones]),
  );
}
