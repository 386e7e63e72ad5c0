/** Types of judge.mjs for the TypeScript tests. */

export type Design =
  | { rows: number; columns: number; data: Float64Array }
  | {
      rows: number;
      columns: number;
      values: Float64Array;
      indices: Int32Array;
      pointers: Int32Array;
    };

export interface Problem {
  X: Design;
  y: Float64Array;
  lambdas: Float64Array;
  l1Ratio: number;
  family?: 'gaussian' | 'binomial' | 'multinomial' | 'poisson';
  outputs?: number;
  groupSize?: number;
}

export interface Solution {
  intercepts: Float64Array;
  values: Float64Array;
  indices: Int32Array;
  pointers: Int32Array;
}

export interface Verdict {
  gap: number;
  primal: Float64Array;
  dual: Float64Array;
  nullLoss: number;
}

export function nullLoss(problem: Pick<Problem, 'y' | 'family' | 'outputs'>): number;
export function judgePath(problem: Problem, solution: Solution): Verdict;
export function suboptimality(verdict: Verdict, bestDual: Float64Array): number;
