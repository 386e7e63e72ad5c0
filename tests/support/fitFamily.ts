/** Paths of a family and a penalty without estimators: what the solver itself returns. */
import type { Family } from '../../src/datafit/family.ts';
import { loadDesign } from '../../src/linear/design.ts';
import { familyPath } from '../../src/linear/family/familyPath.ts';
import { type FamilyProblem, prepareFamilyProblem } from '../../src/linear/family/familyProblem.ts';
import { isWhole, proximalPath } from '../../src/linear/family/proximalPath.ts';
import { type Solver, solveOne } from '../../src/linear/gradients.ts';
import type { FitSettings } from '../../src/linear/problem.ts';
import type { Solution } from '../../src/linear/solution.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import type { MatrixLike } from '../../src/memory/types.ts';
import type { Penalty } from '../../src/penalty/penalty.ts';
import { runSync } from '../../src/runtime/run.ts';

export interface FamilyFit {
  X: MatrixLike;
  y: ArrayLike<number>;
  family: Family;
  weights?: ArrayLike<number>;
  offset?: ArrayLike<number>;
  settings?: Partial<FitSettings>;
}

/** One point of a path on the original scale, with what the solver says of it. */
export interface FamilyPoint extends Solution {
  readonly coef: Float64Array;
  /** Coefficients on the standardized scale. */
  readonly standardized: Float64Array;
  readonly intercept: number;
  /** gap ÷ unit. */
  readonly relative: number;
}

/** What `use` makes of the prepared problem. */
export function withFamily<T>(fit: FamilyFit, use: (problem: FamilyProblem) => Solver<T>): T {
  const scope = new Scope(defaultMemory());
  try {
    return runSync(prepareAndUse(scope, fit, use));
  } finally {
    scope.release();
  }
}

function* prepareAndUse<T>(
  scope: Scope,
  { X, y, family, weights, offset, settings }: FamilyFit,
  use: (problem: FamilyProblem) => Solver<T>,
) {
  const design = yield* loadDesign(scope, 'fit', X, {});
  const { n, p } = design;
  const given = weights ? Float64Array.from(weights) : new Float64Array(n).fill(1);
  const total = given.reduce((sum, w) => sum + w, 0);
  const response = {
    target: Float64Array.from(y),
    weights: given.map((w) => w / total),
    offset: offset && Float64Array.from(offset),
  };
  const all = {
    standardize: true,
    intercept: true,
    tol: 1e-10,
    penaltyFactor: new Float64Array(p).fill(1),
    lower: new Float64Array(p).fill(-Infinity),
    upper: new Float64Array(p).fill(Infinity),
    ...settings,
  };
  const problem = yield* prepareFamilyProblem(scope, design, response, all, family);
  return yield* solveOne(use(problem));
}

/** The road that the penalty asks for. */
export function fitFamily(
  fit: FamilyFit,
  penalty: Penalty,
  lambdas: readonly number[],
): FamilyPoint[] {
  const end = { stopEarly: false, maxNonzero: Infinity };
  const road = isWhole(penalty) ? proximalPath : familyPath;
  return withFamily(fit, function* (problem) {
    const solutions = yield* road(problem, penalty, lambdas, end);
    return solutions.map((solution) => pointOf(problem, solution));
  });
}

function pointOf(problem: FamilyProblem, solution: Solution): FamilyPoint {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const [scale, center] = [memory.f64(problem.scale, p), memory.f64(problem.center, p)];
  const standardized = new Float64Array(p);
  solution.columns.forEach((j, k) => {
    standardized[j] = solution.values[k]!;
  });
  const coef = standardized.map((b, j) => b * scale[j]!);
  const intercept = coef.reduce((rest, b, j) => rest - b * center[j]!, solution.intercepts![0]!);
  const relative = solution.gap / solution.unit!;
  return { ...solution, coef, standardized, intercept, relative };
}
