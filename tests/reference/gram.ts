import { columnsOf, type Design } from './columns.ts';
import { dot } from './dot.ts';

/** G = Xᵀ diag(w) X, p × p, each entry one sum over the rows; w is 1 by default. */
export function gram(x: Design, weights?: ArrayLike<number>): Float64Array[] {
  const { cols, column } = columnsOf(x);
  const plain = Array.from({ length: cols }, (_, j) => column(j));
  const weighted = plain.map((values) =>
    Float64Array.from(values, (value, i) => value * (weights?.[i] ?? 1)),
  );
  return plain.map((a) => Float64Array.from(weighted, (b) => dot(a, b)));
}
