/** Dense linear algebra for small reference problems; a matrix is an array of rows. */
import { dot } from './dot.ts';
import { float64 } from './float64.ts';

export type Rows = readonly ArrayLike<number>[];

/** A B for A: n × k and B: k × m. */
export function matmul(a: Rows, b: Rows): Float64Array[] {
  const columns = transpose(b);
  return Array.from(a, (row) => {
    const left = float64(row);
    const out = new Float64Array(columns.length);
    for (let j = 0; j < out.length; j++) out[j] = dot(left, columns[j]!);
    return out;
  });
}

export function transpose(a: Rows): Float64Array[] {
  return Array.from({ length: a[0]?.length ?? 0 }, (_, j) => {
    const column = new Float64Array(a.length);
    for (let i = 0; i < a.length; i++) column[i] = a[i]![j]!;
    return column;
  });
}

/** The lower triangle L with A = L Lᵀ; RangeError where A is not positive definite. */
export function cholesky(a: Rows): Float64Array[] {
  const lower = Array.from(a, () => new Float64Array(a.length));
  for (let j = 0; j < a.length; j++) {
    for (let i = j; i < a.length; i++) {
      const rest = a[i]![j]! - dot(lower[i]!.subarray(0, j), lower[j]!);
      if (i > j) lower[i]![j] = rest / lower[j]![j]!;
      else if (rest > 0) lower[j]![j] = Math.sqrt(rest);
      else throw new RangeError(`cholesky: pivot ${j} must be > 0, got ${rest}`);
    }
  }
  return lower;
}

/** The solution of A x = b for a symmetric positive definite A, by Cholesky. */
export function solvePositive(a: Rows, b: ArrayLike<number>): Float64Array {
  return solverOf(a)(b);
}

/** Solves A x = b for one b after the other with one factor of A. */
export function solverOf(a: Rows): (b: ArrayLike<number>) => Float64Array {
  const lower = cholesky(a);
  const upper = transpose(lower);
  return (b) => {
    const x = Float64Array.from(b);
    for (let i = 0; i < x.length; i++)
      x[i] = (x[i]! - dot(lower[i]!.subarray(0, i), x)) / lower[i]![i]!;
    for (let i = x.length - 1; i >= 0; i--)
      x[i] = (x[i]! - dot(upper[i]!.subarray(i + 1), x.subarray(i + 1))) / upper[i]![i]!;
    return x;
  };
}
