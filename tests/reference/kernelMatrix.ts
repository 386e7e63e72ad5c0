import { columnsOf, type Design } from './columns.ts';
import { dot } from './dot.ts';

/** K = Ω^½ X Xᵀ Ω^½ for X: n × p and weights ω, n × n. */
export function kernelMatrix(x: Design, weights: ArrayLike<number>): Float64Array[] {
  const { rows, cols, column } = columnsOf(x);
  const columns = Array.from({ length: cols }, (_, j) => column(j));
  const lines = Array.from({ length: rows }, (_, i) =>
    Float64Array.from(columns, (values) => Math.sqrt(weights[i]!) * values[i]!),
  );
  return lines.map((a) => Float64Array.from(lines, (b) => dot(a, b)));
}
