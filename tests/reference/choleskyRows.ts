import type { Rows } from './linearAlgebra.ts';

/**
 * The lower triangle L with A = L Lᵀ for a positive semidefinite A, row by row. A column that
 * depends on those before, by a pivot of at most `singular` times its diagonal, gets the pivot ∞
 * and zeros below: without it the others are the factor of the rest.
 */
export function choleskyRows(a: Rows, singular: number): Float64Array[] {
  const lower: Float64Array[] = [];
  for (let i = 0; i < a.length; i++) {
    const row = new Float64Array(a.length);
    lower.push(row);
    for (let j = 0; j <= i; j++) {
      let rest = a[i]![j]!;
      for (let k = 0; k < j; k++) rest -= row[k]! * lower[j]![k]!;
      if (j < i) row[j] = rest / lower[j]![j]!;
      else row[j] = rest > singular * a[i]![i]! ? Math.sqrt(rest) : Infinity;
    }
  }
  return lower;
}
