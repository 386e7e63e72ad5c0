/** Knockoffs of standardized columns. */
import type { Task } from '../../../runtime/run.ts';
import { dot } from './cholesky.ts';
import type { Equicorrelated } from './equicorrelated.ts';
import type { StandardColumns } from './standardColumns.ts';

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
  const z = new Float64Array(p);
  const e = new Float64Array(p);
  let work = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < p; j++) {
      z[j] = Z[j * n + i]!;
      e[j] = noise[j * n + i]!;
    }
    for (let j = 0; j < p; j++)
      out[j * n + i] = z[j]! - s * dot(inverse, j * p, z, 0, p) + dot(factor, j * p, e, 0, j + 1);
    work += 1.5 * p * p;
    if (work > 1e6) yield;
    if (work > 1e6) work = 0;
  }
  return out;
}
