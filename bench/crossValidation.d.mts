/** Types of crossValidation.mjs for the TypeScript tests. */

import type { Problem, Solution } from './judge.mjs';

export interface ReferenceCurve {
  values: Float64Array;
  gap: number;
}

export function referenceCurve(
  problem: Problem,
  folds: Int32Array,
  fits: readonly Solution[],
): ReferenceCurve;
export function curveError(
  curve: ArrayLike<number>,
  reference: ReferenceCurve,
  problem: Problem,
): number;
export function curveTolerance(gap: number): number;
