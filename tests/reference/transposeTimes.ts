import { columnsOf, type Design } from './columns.ts';
import { dot } from './dot.ts';

/** Xᵀ r for X: n × p and r: n; the result has p values. */
export function transposeTimes(x: Design, r: ArrayLike<number>): Float64Array {
  const { cols, column } = columnsOf(x);
  return Float64Array.from({ length: cols }, (_, j) => dot(column(j), r));
}
