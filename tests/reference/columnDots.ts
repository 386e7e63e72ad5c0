import { columnsOf, type Design } from './columns.ts';
import { dot } from './dot.ts';

/** scale_j Σ_i v_i (x_ij − center_j) for all columns, no difference rounded. */
export function columnDots(
  x: Design,
  center: ArrayLike<number>,
  scale: ArrayLike<number>,
  v: Float64Array,
): Float64Array {
  const { cols, column } = columnsOf(x);
  const twice = Float64Array.of(...v, ...v);
  return Float64Array.from({ length: cols }, (_, j) => {
    const minus = new Float64Array(v.length).fill(-center[j]!);
    return scale[j]! * dot(twice, [...Float64Array.from(column(j)), ...minus]);
  });
}
