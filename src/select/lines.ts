/** What a cross-validation fits: one penalty shape with its grid per l1Ratio. */

import { suitsGram } from '../linear/fitPath.ts';
import type { Problem } from '../linear/problem.ts';
import { relaxed } from '../linear/relax.ts';
import { isPlainRidge } from '../linear/ridgeScale.ts';
import type { PathEnd, Solution } from '../linear/solution.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Task } from '../runtime/run.ts';
import { type FoldPath, foldPath } from './foldModel.ts';
import type { Measure } from './types.ts';

/** One penalty with its grid. */
export interface Line {
  readonly penalty: Penalty;
  readonly lambdas: Float64Array;
}

/** A line with the share of the penalized fit in its models: one curve. */
export interface Variant extends Line {
  readonly gamma: number;
}

export interface Plan {
  readonly lines: readonly Line[];
  /** Mixes with unpenalized refits that every line is tried with; [1] is the line itself. */
  readonly gammas: readonly number[];
  readonly end: PathEnd;
  /** Of the models of a fold on its test rows. */
  readonly measure: Measure;
  /** Whether every training set has columns of its own: a function excludes the others. */
  readonly ownColumns: boolean;
}

/** What has a curve, in the order of the paths of a fold. */
export function variantsOf({ lines, gammas }: Plan): Variant[] {
  return lines.flatMap((line) => gammas.map((gamma) => ({ ...line, gamma })));
}

/** The models of one line on one training set, one path per variant. */
export function* variantPaths(
  problem: Problem,
  solutions: readonly Solution[],
  { gammas }: Plan,
): Task<FoldPath[]> {
  if (gammas.length === 1 && gammas[0] === 1) return [foldPath(problem, solutions)];
  const mixes = yield* relaxed(problem, solutions, gammas);
  return mixes.map((mixed) => foldPath(problem, mixed));
}

/** Columns whose moments, p² numbers per fold, are still worth their memory. */
const MOST = 2000;

/**
 * Whether the folds share one Gram matrix: dense, more rows than columns, and few enough columns
 * for the number of fits that use it.
 */
export function sharesGram(problem: Problem, folds: number, plan: Plan): boolean {
  const { lines, gammas, ownColumns } = plan;
  const { p } = problem.design;
  if (ownColumns) return false;
  if ('family' in problem || gammas.some((gamma) => gamma !== 1)) return false;
  if (!lines.every(({ lambdas }) => suitsGram(problem, lambdas))) return false;
  if (lines.some(({ penalty }) => penalty.adaptive)) return false;
  const fits = lines.reduce((count, { lambdas }) => count + lambdas.length, 0);
  const plain = lines.every(({ penalty, lambdas }) =>
    isPlainRidge(problem, penalty.l1Ratio, lambdas),
  );
  return p <= Math.max(64, Math.min(10 * fits * folds, MOST)) || (plain && p <= 2 * MOST);
}
