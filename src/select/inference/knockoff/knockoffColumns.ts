/** Knockoffs of standardized columns. */
import type { Task } from '../../../runtime/run.ts';
import { BLOCK, dot } from './cholesky.ts';
import type { Equicorrelated } from './equicorrelated.ts';
import type { StandardColumns } from './standardColumns.ts';

/** Rows that share one pass over Σ⁻¹ and L, which are too large for the caches. */
const TOGETHER = 16;

/**
 * Z̃ = Z (I − s Σ⁻¹) + E Lᵀ, n × p by columns. With normal E it is a draw from the distribution of
 * knockoffs given rows z ~ N(0, Σ); with EᵀE = n I and Eᵀ[1 Z] = 0 the identities
 * Z̃ᵀZ̃ = ZᵀZ and ZᵀZ̃ = ZᵀZ − n s I hold to rounding, for Σ = ZᵀZ/n. 3 n p²/2 multiply-adds.
 *
 * @see Candès, Fan, Janson, Lv (2018), formula 3.2; Barber and Candès (2015), formula 2.2.
 */
export function* knockoffColumns(
  { n, p, Z }: StandardColumns,
  { s, inverse, factor }: Equicorrelated,
  noise: Float64Array,
): Task<Float64Array> {
  const out = new Float64Array(n * p);
  const rows = new Float64Array(TOGETHER * p);
  const parts = new Float64Array(TOGETHER * p);
  let work = 0;
  for (let from = 0; from < n; from += TOGETHER) {
    const count = Math.min(TOGETHER, n - from);
    for (let j = 0; j < p; j++)
      for (let r = 0; r < count; r++) {
        rows[r * p + j] = Z[j * n + from + r]!;
        parts[r * p + j] = noise[j * n + from + r]!;
      }
    for (let j = 0; j < p; j++) {
      for (let r = 0; r < count; r++) {
        const explained = rows[r * p + j]! - s * dot(inverse, j * p, rows, r * p, p);
        out[j * n + from + r] = explained + dot(factor, j * p, parts, r * p, j + 1);
      }
      work += 1.5 * p * count;
      if (work > BLOCK) yield;
      if (work > BLOCK) work = 0;
    }
  }
  return out;
}
