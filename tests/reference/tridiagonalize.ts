import { dot } from './dot.ts';
import { type Rows, transpose } from './linearAlgebra.ts';

export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** One fewer than the diagonal: the entries below it. */
  readonly offDiagonal: Float64Array;
  /** Orthogonal, with A = Q T Qᵀ. */
  readonly q: Float64Array[];
}

/** T = Qᵀ A Q tridiagonal for a symmetric A: n × n. Golub, Van Loan (2013), algorithm 8.3.1. */
export function tridiagonalize(symmetric: Rows): Tridiagonal {
  const n = symmetric.length;
  let a: Float64Array[] = Array.from(symmetric, (row) => Float64Array.from(row));
  let q: Float64Array[] = a.map((row, i) => row.map((_, j) => Number(i === j)));
  for (let k = 0; k < n - 2; k++) {
    const v = Float64Array.from(a, (row, i) => (i > k ? row[k]! : 0));
    v[k + 1]! += (v[k + 1]! < 0 ? -1 : 1) * Math.sqrt(dot(v, v));
    q = reflectRows(q, v);
    a = reflectRows(transpose(reflectRows(a, v)), v); // H A H, as A is symmetric
  }
  const diagonal = Float64Array.from(a, (row, i) => row[i]!);
  return { diagonal, offDiagonal: Float64Array.from(a.slice(1), (row, i) => row[i]!), q };
}

/** A H for H = I − 2 v vᵀ / vᵀv; H = I where v is 0. */
function reflectRows(a: Float64Array[], v: Float64Array): Float64Array[] {
  const scale = 2 / (dot(v, v) || 1);
  return a.map((row) => row.map((value, j) => value - scale * dot(row, v) * v[j]!));
}
