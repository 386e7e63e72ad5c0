import { dot } from '../dot.ts';
import { matmul, transpose } from '../linearAlgebra.ts';
import type { Block } from './block.ts';
import { type Eigen, eigen } from './eigen.ts';

/** Eigenvalues of ΓᵀΓ below this share of the largest count as 0. */
const NULL_SHARE = 1e-12;

/** The eigenvectors and -values of ΓᵀΓ, and which of them Γ does not see. */
export function spectrum(gamma: readonly ArrayLike<number>[]): Eigen & { isNull: boolean[] } {
  const { values, vectors } = eigen(matmul(transpose(gamma), gamma));
  const largest = Math.max(...values);
  return { values, vectors, isNull: Array.from(values, (value) => value <= NULL_SHARE * largest) };
}

/**
 * λ / 2 ‖Γ b‖². Along the null space of Γ, where nothing bounds b, `reach` does: there the
 * conjugate is reach · |qᵀv| in place of the indicator of 0.
 */
export function quadratic(
  list: readonly number[],
  lambda: number,
  gamma: readonly ArrayLike<number>[],
  reach: number,
): Block {
  const { values, vectors, isNull } = spectrum(gamma);
  const share = (v: Float64Array, m: number) => {
    const size = dot(vectors[m]!, v);
    return isNull[m] ? reach * Math.abs(size) : size ** 2 / (2 * lambda * values[m]!);
  };
  const product = (b: Float64Array) => Float64Array.from(gamma, (row) => dot(row, b));
  return {
    list,
    value: (b) => (lambda / 2) * dot(product(b), product(b)),
    conjugate: (v) => vectors.reduce((total, _, m) => total + share(v, m), 0),
    finiteScale: () => Infinity,
    slopes: (b) => {
      const scaled = product(b).map((value) => lambda * value);
      return Array.from(transpose(gamma), (column) => dot(column, scaled));
    },
  };
}
