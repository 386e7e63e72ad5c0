/** What knockoffs add to the part that the columns explain. */
import { type Seed, stream } from '../../../runtime/random.ts';
import type { Task } from '../../../runtime/run.ts';
import { BLOCK, dot } from './cholesky.ts';
import type { StandardColumns } from './standardColumns.ts';

/** n × p independent standard normal numbers, column after column. */
export function* gaussianNoise(n: number, p: number, seed: Seed): Task<Float64Array> {
  const { normal } = stream(seed, 'knockoffs');
  const noise = new Float64Array(n * p);
  for (let k = 0; k < noise.length; k++) {
    noise[k] = normal(k);
    if (k % 20_000 === 19_999) yield;
  }
  return noise;
}

/**
 * p columns of length √n, orthogonal to each other, to the columns of Z and to the constant:
 * random ones by Gram and Schmidt, twice each, which is enough for rounding
 * (Giraud, Langou, Rozložník 2005). Needs n ≥ 2p + 1. About 8 n p² multiply-adds.
 */
export function* orthogonalNoise({ n, p, Z }: StandardColumns, seed: Seed): Task<Float64Array> {
  const noise = yield* gaussianNoise(n, p, seed);
  // Constant, Z and noise side by side; each column is made orthogonal to all before it.
  const basis = new Float64Array(n * (2 * p + 1)).fill(1);
  basis.set(Z, n);
  basis.set(noise, n * (p + 1));
  for (let j = 0; j < 2 * p + 1; j++) {
    for (let pass = 0; pass < 2; pass++) yield* removeBefore(basis, n, j);
    normalize(basis.subarray(j * n, (j + 1) * n));
  }
  const length = Math.sqrt(n);
  return basis.subarray(n * (p + 1)).map((value) => value * length);
}

/** b_j −= Σ_{k<j} b_k (b_kᵀ b_j), one after the other. */
function* removeBefore(basis: Float64Array, n: number, j: number): Task<void> {
  for (let k = 0; k < j; k++) {
    const share = dot(basis, k * n, basis, j * n, n);
    for (let i = 0; i < n; i++) basis[j * n + i]! -= share * basis[k * n + i]!;
    if ((k + 1) % Math.ceil(BLOCK / (2 * n)) === 0) yield;
  }
  yield;
}

function normalize(column: Float64Array): void {
  const length = Math.sqrt(dot(column, 0, column, 0, column.length));
  for (let i = 0; i < column.length; i++) column[i]! /= length;
}
