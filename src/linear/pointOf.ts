import { certificateOf, withoutOptimum } from './certificate.ts';
import { predictorsOf } from './explained.ts';
import { type Baseline, baselineHazard } from './family/baseline.ts';
import type { FamilyProblem } from './family/familyProblem.ts';
import { freeNotes } from './freeNotes.ts';
import type { Loaded, Training } from './learn.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';
import type { PathPoint } from './state.ts';

/** A solution on the original scale. */
export function pointOf(data: Loaded, { problem }: Training, solution: Solution): PathPoint {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const scale = memory.f64(problem.scale, p);
  const center = memory.f64(problem.center, p);
  const { lower, upper } = data.settings;
  const { lambda, columns, devianceRatio } = solution;
  const intercepts = solution.intercepts?.slice() ?? Float64Array.of(problem.yMean);
  const values = new Float64Array(solution.values.length);
  for (let at = 0; at < values.length; at++) {
    const k = at % columns.length;
    const j = columns[k]!;
    // A limit divided and multiplied by the scale may come back one rounding beyond itself.
    const coef = Math.min(Math.max(solution.values[at]! * scale[j]!, lower[j]!), upper[j]!);
    intercepts[(at - k) / columns.length]! -= coef * center[j]!;
    values[at] = coef;
  }
  if (!problem.hasIntercept) intercepts.fill(0);
  const { gap, unit = problem.nullLoss } = solution;
  const certificate = certificateOf(gap, unit, problem.tol, lambda, solution.kind);
  const { notes, endless } = freeNotes(problem, data.response, solution, data.names);
  return {
    lambda,
    columns,
    values,
    intercepts,
    devianceRatio,
    df: solution.df ?? columns.length,
    certificate: endless ? withoutOptimum(certificate, endless) : certificate,
    notes,
    convex: solution.convex,
    baseline: baselineOf(data, problem, solution),
  };
}

/** The baseline hazard of a Cox model: of a row of zeros, so predictors are not centred. */
function baselineOf(
  { response }: Loaded,
  problem: Problem,
  solution: Solution,
): Baseline | undefined {
  if (response.spec.name !== 'cox') return undefined;
  const { memory } = problem.scope;
  const { p } = problem.design;
  const scale = memory.f64(problem.scale, p);
  const center = memory.f64(problem.center, p);
  const shift = solution.columns.reduce(
    (sum, j, k) => sum + solution.values[k]! * scale[j]! * center[j]!,
    0,
  );
  const eta = predictorsOf(problem as FamilyProblem, solution).map((value) => value + shift);
  const { target, weights, spec } = response;
  return baselineHazard({ target, weights, eta, ties: spec.ties ?? 'breslow' });
}
