/** Runs the engine on families of several outputs, without estimators, back in raw units. */
import type { Family } from '../../../src/datafit/index.ts';
import { loadDesign } from '../../../src/linear/design.ts';
import { familyNullGradients, familyPath } from '../../../src/linear/family/familyPath.ts';
import {
  type FamilyProblem,
  prepareFamilyProblem,
} from '../../../src/linear/family/familyProblem.ts';
import { lambdaMaxOf } from '../../../src/linear/family/strongest.ts';
import { solveOne } from '../../../src/linear/gradients.ts';
import type { Solution } from '../../../src/linear/solution.ts';
import { Memory } from '../../../src/memory/memory.ts';
import { Scope } from '../../../src/memory/scope.ts';
import type { MatrixLike } from '../../../src/memory/types.ts';
import type { Penalty } from '../../../src/penalty/index.ts';
import { runSync, type Task } from '../../../src/runtime/run.ts';

export interface JointFit {
  readonly X: MatrixLike;
  readonly p: number;
  /** n rows of K. */
  readonly Y: readonly (readonly number[])[];
  readonly family: Family;
  /** Of any strength. */
  readonly penalty: Penalty;
  /** The strengths, or what share of λ_max they are. */
  readonly lambdas?: readonly number[];
  readonly shares?: readonly number[];
  readonly weights?: readonly number[] | undefined;
  /** n rows of K. */
  readonly offset?: readonly (readonly number[])[] | undefined;
  readonly penaltyFactor?: readonly number[] | undefined;
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
  readonly standardize?: boolean | undefined;
  readonly intercept?: boolean | undefined;
  readonly tol?: number | undefined;
}

export interface JointPoint {
  readonly lambda: number;
  /** K rows of p, in the units of X. */
  readonly coef: number[][];
  readonly intercept: number[];
  /** What the engine claims: the gap, or the stationarity, in its unit. */
  readonly relative: number;
  readonly devianceRatio: number;
}

/** Every point of the path. */
export function jointFit(fit: JointFit): JointPoint[] {
  const scope = new Scope(new Memory());
  try {
    return runSync(task(scope, fit));
  } finally {
    scope.release();
  }
}

function* task(scope: Scope, fit: JointFit): Task<JointPoint[]> {
  const problem = yield* prepare(scope, fit);
  const lambdas = fit.lambdas ?? (yield* gridOf(problem, fit));
  const end = { stopEarly: false, maxNonzero: Infinity };
  const solutions = yield* solveOne(familyPath(problem, fit.penalty, lambdas, end));
  return solutions.map((solution) => pointOf(problem, solution, fit));
}

function* prepare(scope: Scope, fit: JointFit): Task<FamilyProblem> {
  const { X, p, Y, family, weights, offset, penaltyFactor } = fit;
  const design = yield* loadDesign(scope, 'test', X, {});
  const given = Float64Array.from(weights ?? new Array<number>(Y.length).fill(1));
  const total = given.reduce((sum, w) => sum + w, 0);
  const response = {
    target: outputAfterOutput(Y),
    weights: given.map((w) => w / total),
    offset: offset && outputAfterOutput(offset),
  };
  const each = (value: number) => new Float64Array(p).fill(value);
  const settings = {
    standardize: fit.standardize ?? true,
    intercept: fit.intercept ?? true,
    tol: fit.tol ?? 1e-8,
    penaltyFactor: penaltyFactor ? Float64Array.from(penaltyFactor) : each(1),
    lower: each(fit.lower ?? -Infinity),
    upper: each(fit.upper ?? Infinity),
  };
  return yield* prepareFamilyProblem(scope, design, response, settings, family);
}

function* gridOf(problem: FamilyProblem, { shares = [1], penalty }: JointFit): Task<number[]> {
  const gradients = yield* solveOne(familyNullGradients(problem));
  const largest = lambdaMaxOf(problem, gradients, penalty);
  return shares.map((share) => share * largest);
}

function pointOf(problem: FamilyProblem, solution: Solution, fit: JointFit): JointPoint {
  const { lower = -Infinity, upper = Infinity } = fit;
  const { memory } = problem.scope;
  const { p } = problem.design;
  const [scale, center] = [memory.f64(problem.scale, p), memory.f64(problem.center, p)];
  const { lambda, columns, values, gap, unit, devianceRatio } = solution;
  const intercept = Array.from(solution.intercepts!);
  const coef = intercept.map((_, k) => {
    const own = new Array<number>(p).fill(0);
    columns.forEach((j, at) => {
      // a limit may be a rounding off on the original scale: kept to it as in src/linear/pointOf.ts
      const value = values[k * columns.length + at]! * scale[j]!;
      own[j] = Math.min(Math.max(value, lower), upper);
      intercept[k]! -= own[j]! * center[j]!;
    });
    return own;
  });
  return { lambda, coef, intercept, relative: gap / (unit ?? problem.nullLoss), devianceRatio };
}

function outputAfterOutput(rows: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(rows[0]!.flatMap((_, k) => rows.map((row) => row[k]!)));
}
