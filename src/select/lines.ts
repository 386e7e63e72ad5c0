/** What a cross-validation fits: one penalty shape with its grid per l1Ratio. */

import { suitsGram } from '../linear/fitPath.ts';
import type { Problem } from '../linear/problem.ts';
import { isPlainRidge } from '../linear/ridgeScale.ts';
import type { PathEnd } from '../linear/solution.ts';
import type { Penalty } from '../penalty/penalty.ts';

/** One penalty with its grid. */
export interface Line {
  readonly penalty: Penalty;
  readonly lambdas: Float64Array;
}

export interface Plan {
  readonly lines: readonly Line[];
  readonly end: PathEnd;
}

/** Columns whose moments, p² numbers per fold, are still worth their memory. */
const MOST = 2000;

/**
 * Whether the folds share one Gram matrix: dense, more rows than columns, and few enough columns
 * for the number of fits that use it.
 */
export function sharesGram(problem: Problem, folds: number, { lines }: Plan): boolean {
  const { p } = problem.design;
  if ('family' in problem) return false;
  if (!lines.every(({ lambdas }) => suitsGram(problem, lambdas))) return false;
  if (lines.some(({ penalty }) => penalty.adaptive)) return false;
  const fits = lines.reduce((count, { lambdas }) => count + lambdas.length, 0);
  const plain = lines.every(({ penalty, lambdas }) =>
    isPlainRidge(problem, penalty.l1Ratio, lambdas),
  );
  return p <= Math.max(64, Math.min(10 * fits * folds, MOST)) || (plain && p <= 2 * MOST);
}
