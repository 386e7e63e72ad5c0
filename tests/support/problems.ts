/** Random problems, each a function of its seed alone. */
import { type CompressedColumns, columnsOf, type Design } from '../reference/columns.ts';
import { lambdaMax } from '../reference/lambdaMax.ts';
import type { Problem } from '../reference/problem.ts';
import { type Random, random } from './random.ts';

export interface ProblemShape {
  seed: number;
  n: number;
  p: number;
  /** Correlation of neighbouring columns, default 0.5. */
  rho?: number;
  /** Share of stored entries; below 1 the design is sparse with independent columns. */
  density?: number;
  /** How many columns carry signal, default 5. */
  support?: number;
  /** Standard deviation of the error, default 1. */
  noise?: number;
  /** λ as a share of its maximum, default 0.1. */
  share?: number;
  /** Default 1. */
  l1Ratio?: number;
}

/** y = X β + noise with β_j = ±1 on evenly spread columns; λ = share · λ_max. */
export function randomProblem(shape: ProblemShape): Problem {
  const { seed, n, p, rho = 0.5, density = 1, share = 0.1, l1Ratio = 1 } = shape;
  const source = random(seed);
  const X = density < 1 ? sparseDesign(source, n, p, density) : arDesign(source, n, p, rho);
  const y = response(source, X, Math.min(shape.support ?? 5, p), shape.noise ?? 1);
  return { X, y, l1Ratio, lambda: share * lambdaMax({ X, y, l1Ratio }) };
}

/** Rows of a stationary AR(ρ) process: unit variance, correlation ρ^|j − k| of columns j and k. */
export function arDesign({ normal }: Random, n: number, p: number, rho: number): number[][] {
  const fresh = Math.sqrt(1 - rho * rho);
  return Array.from({ length: n }, () => {
    const row = [normal()];
    while (row.length < p) row.push(rho * row.at(-1)! + fresh * normal());
    return row;
  });
}

/** Independent normal entries, each stored with probability `density`. */
export function sparseDesign(
  { chance, normal }: Random,
  rows: number,
  cols: number,
  density: number,
): CompressedColumns {
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (let j = 0; j < cols; j++) {
    for (let i = 0; i < rows; i++) {
      if (!chance(density)) continue;
      data.push(normal());
      indices.push(i);
    }
    indptr.push(data.length);
  }
  const ints = (values: number[]) => Int32Array.from(values);
  return {
    rows,
    cols,
    data: Float64Array.from(data),
    indices: ints(indices),
    indptr: ints(indptr),
  };
}

/** Rows of any design, as plain arrays. */
export function rowsOf(x: Design): number[][] {
  const { rows, cols, column } = columnsOf(x);
  const columns = Array.from({ length: cols }, (_, j) => column(j));
  return Array.from({ length: rows }, (_, i) => columns.map((values) => values[i]!));
}

function response(source: Random, X: Design, support: number, noise: number): number[] {
  const { rows, cols, column } = columnsOf(X);
  const y = Array.from({ length: rows }, () => 3 + noise * source.normal());
  for (let k = 0; k < support; k++) {
    const values = column(Math.floor((k * cols) / support));
    for (let i = 0; i < rows; i++) y[i]! += (k % 2 === 0 ? 1 : -1) * values[i]!;
  }
  return y;
}
