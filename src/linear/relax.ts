/** Refits of a path's supports without penalty, and mixes of both. */

import { Scope } from '../memory/scope.ts';
import { elasticNet } from '../penalty/elasticNet.ts';
import type { Task } from '../runtime/run.ts';
import { explainedBy } from './explained.ts';
import { fitPath } from './fitPath.ts';
import { separationIn } from './freeNotes.ts';
import { type Problem, viewOf } from './problem.ts';
import type { Solution } from './solution.ts';

/**
 * For each γ the solutions γ β + (1 − γ) β°, β° the unpenalized fit on the columns that β uses;
 * γ = 1 is the path itself, 0 the relaxed path. Limits hold in both. The gap is the worse one of β
 * and β°, each of its own objective. Effective degrees of freedom are mixed like the coefficients:
 * exact where both are linear in y.
 * Meinshausen (2007), Comput. Stat. Data Anal. 52(1); Hastie, Tibshirani, Tibshirani (2020).
 */
export function* relaxed(
  problem: Problem,
  solutions: readonly Solution[],
  gammas: readonly number[],
): Task<Solution[][]> {
  const refits: Solution[] = [];
  for (const [l, solution] of solutions.entries()) {
    const before = refits[l - 1];
    const same = before && isSame(solutions[l - 1]!.columns, solution.columns);
    refits.push(same ? { ...before, lambda: solution.lambda } : yield* refit(problem, solution));
  }
  const mixes: Solution[][] = [];
  for (const gamma of gammas) {
    const mixed: Solution[] = [];
    for (const [l, solution] of solutions.entries())
      mixed.push(gamma === 1 ? solution : yield* mix(problem, solution, refits[l]!, gamma));
    mixes.push(mixed);
  }
  return mixes;
}

function* refit(problem: Problem, solution: Solution): Task<Solution> {
  if (solution.columns.length === 0) return solution;
  const scope = new Scope(problem.scope.memory);
  try {
    const own = restrict(scope, problem, solution.columns);
    const none = elasticNet({ lambda: 0, l1Ratio: 1 });
    const end = { stopEarly: false, maxNonzero: Infinity };
    const [fit] = yield* fitPath(scope, own, none, [0], end);
    return { ...fit!, lambda: solution.lambda, refit: separationIn(own, fit!) };
  } finally {
    scope.release();
  }
}

/** The problem of some columns alone, which nothing penalizes. */
function restrict(scope: Scope, problem: Problem, columns: Int32Array): Problem {
  const { design, center, root, weights } = problem;
  const { memory } = scope;
  const { p } = design;
  const keep = (at: number) => {
    const kept = new Float64Array(p);
    const all = memory.f64(at, p);
    for (const j of columns) kept[j] = all[j]!;
    return scope.putF64(kept);
  };
  const [scale, lower, upper] = [problem.scale, problem.lower, problem.upper].map(keep);
  const penaltyFactor = scope.f64(p);
  const view = viewOf(scope, design, { center, scale: scale!, root, weights });
  const own = { scope, scale: scale!, lower: lower!, upper: upper!, penaltyFactor, view };
  return { ...problem, ...own, blocks: undefined } as Problem;
}

function* mix(
  problem: Problem,
  solution: Solution,
  other: Solution,
  gamma: number,
): Task<Solution> {
  const { columns } = solution;
  const values = solution.values.map((value) => gamma * value);
  const outputs = columns.length > 0 ? values.length / columns.length : 0;
  for (let k = 0; k < outputs; k++)
    other.columns.forEach((j, q) => {
      const at = k * columns.length + columns.indexOf(j);
      values[at]! += (1 - gamma) * other.values[k * other.columns.length + q]!;
    });
  const intercepts = solution.intercepts?.map(
    (value, k) => gamma * value + (1 - gamma) * other.intercepts![k]!,
  );
  const mixed = { ...solution, values, ...(intercepts && { intercepts }) };
  yield;
  const { gap, unit, kind, ...rest } = { ...mixed, devianceRatio: explainedBy(problem, mixed) };
  const freedom = (fit: Solution) => fit.df ?? fit.columns.length;
  return {
    ...rest,
    ...worse(problem, { gap, unit, kind }, other),
    ...(solution.df !== undefined && { df: gamma * solution.df + (1 - gamma) * freedom(other) }),
    ...(other.refit && { refit: other.refit }),
  };
}

/** The gap that is the larger one in its own unit. */
function worse({ nullLoss }: Problem, a: Proof, b: Proof) {
  const relative = ({ gap, unit = nullLoss }: Proof) => (unit > 0 ? gap / unit : gap);
  const { gap, unit, kind } = relative(b) > relative(a) ? b : a;
  return { gap, ...(unit !== undefined && { unit }), ...(kind && { kind }) };
}

/** What is proven of a solution. */
interface Proof {
  readonly gap: number;
  readonly unit?: number | undefined;
  readonly kind?: Solution['kind'] | undefined;
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((j, k) => b[k] === j);
}
