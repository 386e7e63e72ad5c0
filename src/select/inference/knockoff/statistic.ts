/** How much more a model leans on columns than on their knockoffs. */
import type { SparseMatrix } from '../../../memory/sparseMatrix.ts';

/** Which statistic W compares a column and its knockoff. */
export type KnockoffStatistic = 'lassoCoefDiff' | 'lassoSignedMax';

/** Importance of each of 2p columns: by where it enters the path, then by its size there. */
export interface Importance {
  readonly first: Float64Array;
  readonly size: Float64Array;
}

/** |β|, summed over outputs, on the scale of standardized columns: W = |β_j| − |β̃_j|. */
export function coefficientSizes(coef: Float64Array, scale: Float64Array): Float64Array {
  const sizes = new Float64Array(scale.length);
  coef.forEach((value, at) => {
    const j = at % scale.length;
    sizes[j]! += Math.abs(value) * scale[j]!;
  });
  return sizes;
}

/**
 * The λ at which each column becomes nonzero in some output, 0 if never, and its standardized size
 * there, summed over outputs.
 */
export function entries(
  coefs: SparseMatrix,
  lambdas: Float64Array,
  scale: Float64Array,
): Importance {
  const p = scale.length;
  const first = new Float64Array(p);
  const size = new Float64Array(p);
  for (let l = 0; l < coefs.cols; l++)
    for (let k = coefs.indptr[l]!; k < coefs.indptr[l + 1]!; k++) {
      const j = coefs.indices[k]! % p;
      if (first[j]! > lambdas[l]! || coefs.data[k] === 0) continue;
      first[j] = lambdas[l]!;
      size[j]! += Math.abs(coefs.data[k]!) * scale[j]!;
    }
  return { first, size };
}

/**
 * W_j = max(λ_j, λ̃_j), with the sign of the column that enters first; of two that enter at the same
 * λ of the grid the larger counts as the first.
 */
export function signedMax({ first, size }: Importance, j: number, copy: number): number {
  const lead = first[j]! - first[copy]! || size[j]! - size[copy]!;
  return Math.sign(lead) * Math.max(first[j]!, first[copy]!);
}
