import { coordinateMinimum } from './columnPenalty.ts';
import { dot } from './dot.ts';
import { judgeStandard } from './judge.ts';
import type { Problem, Solution } from './problem.ts';
import { residual } from './residual.ts';
import { at, type StandardForm, standardForm } from './standardForm.ts';

export interface Descent extends Solution {
  readonly coef: Float64Array;
  readonly sweeps: number;
  /** Relative gap at the end, by the judge. */
  readonly relative: number;
}

/**
 * The plain solver: cyclic coordinate descent on the standard form from `start` (default 0) until
 * the judge finds a relative gap ≤ tolerance, looking after 1, 2, 4, … sweeps.
 * Friedman, Hastie, Tibshirani (2010), formula 5.
 */
export function coordinateDescent(
  problem: Problem,
  { tolerance = 1e-13, maxSweeps = 1 << 14, start = [] as ArrayLike<number> } = {},
): Descent {
  const form = standardForm(problem);
  const b = onStandardScale(form, start);
  const curvatures = form.columns.map(curvature);
  for (let sweeps = 0; ; sweeps = Math.max(1, 2 * sweeps)) {
    const solution = onOriginalScale(problem, form, b);
    const { relative } = judgeStandard(form, onStandardScale(form, solution.coef));
    if (relative <= tolerance || sweeps >= maxSweeps) return { ...solution, sweeps, relative };
    const r = residual(form, b);
    for (let sweep = Math.max(1, sweeps); sweep > 0; sweep--) sweepOnce(form, curvatures, b, r);
  }
}

/** x_jᵀ x_j, a column's curvature in every sweep. */
function curvature(x: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]! * x[i]!;
  return total;
}

function sweepOnce(
  { columns, penalties }: StandardForm,
  curvatures: readonly number[],
  b: Float64Array,
  r: Float64Array,
): void {
  columns.forEach((x, j) => {
    const before = b[j]!;
    let slope = 0;
    for (let i = 0; i < r.length; i++) slope += x[i]! * r[i]!;
    b[j] = coordinateMinimum(penalties[j]!, slope + curvatures[j]! * before, curvatures[j]!);
    const step = b[j]! - before;
    if (step !== 0) for (let i = 0; i < r.length; i++) r[i]! -= step * x[i]!;
  });
}

function onStandardScale(form: StandardForm, coef: ArrayLike<number>): Float64Array {
  return form.scale.map((scale, j) => scale * (coef[j] ?? 0));
}

function onOriginalScale(problem: Problem, form: StandardForm, b: Float64Array) {
  const { lower = -Infinity, upper = Infinity } = problem;
  const coef = b.map((value, j) => {
    // Dividing may round across a limit; a column that may not move holds an exact 0 already.
    return Math.min(Math.max(value / form.scale[j]!, at(lower, j)), at(upper, j));
  });
  const intercept = dot([1, ...coef.map((value) => -value)], [form.targetMean, ...form.mean]);
  return { coef, intercept: form.intercept ? intercept : 0 };
}
