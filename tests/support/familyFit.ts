/** Runs the engine of the families by itself, without estimators, and takes it back to raw units. */
import type { Family as FamilyValue } from '../../src/datafit/index.ts';
import { loadDesign } from '../../src/linear/design.ts';
import { familyNullGradients, familyPath } from '../../src/linear/family/familyPath.ts';
import { type FamilyProblem, prepareFamilyProblem } from '../../src/linear/family/familyProblem.ts';
import { solveOne } from '../../src/linear/gradients.ts';
import type { Solution } from '../../src/linear/solution.ts';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import type { Penalty } from '../../src/penalty/index.ts';
import { runSync, type Task } from '../../src/runtime/run.ts';

export type Storage = 'dense64' | 'dense32' | 'csc';

export interface FamilyFit {
  readonly X: readonly (readonly number[])[];
  /** As the family codes it. */
  readonly y: readonly number[];
  readonly family: FamilyValue;
  /** Of any strength. */
  readonly penalty: Penalty;
  /** The strengths, or what share of the largest gradient of the null model they are. */
  readonly lambdas?: readonly number[];
  readonly shares?: readonly number[];
  readonly weights?: readonly number[] | undefined;
  readonly offset?: readonly number[] | undefined;
  readonly penaltyFactor?: readonly number[] | undefined;
  readonly lower?: number;
  readonly upper?: number;
  readonly standardize?: boolean;
  readonly intercept?: boolean;
  readonly storage?: Storage;
  readonly tol?: number;
}

export interface FittedPoint {
  readonly lambda: number;
  /** In the units of X. */
  readonly coef: Float64Array;
  readonly intercept: number;
  /** What the engine claims: the gap, or the stationarity, in its unit. */
  readonly relative: number;
}

/** Every point of the path. */
export function familyFit(fit: FamilyFit): FittedPoint[] {
  const memory = new Memory();
  const scope = new Scope(memory);
  try {
    return runSync(task(scope, fit));
  } finally {
    scope.release();
  }
}

function* task(scope: Scope, fit: FamilyFit): Task<FittedPoint[]> {
  const problem = yield* prepare(scope, fit);
  const lambdas = fit.lambdas ?? (yield* gridOf(problem, fit));
  const end = { stopEarly: false, maxNonzero: Infinity };
  const solutions = yield* solveOne(familyPath(problem, fit.penalty, lambdas, end));
  return solutions.map((solution) => pointOf(problem, solution, fit));
}

function* prepare(scope: Scope, fit: FamilyFit): Task<FamilyProblem> {
  const { X, y, family, weights, offset, penaltyFactor, storage = 'dense64' } = fit;
  const [n, p] = [X.length, X[0]!.length];
  const matrix = storage === 'csc' ? compressed(X) : (X as number[][]);
  const dtype = storage === 'dense32' ? 'float32' : 'float64';
  const design = yield* loadDesign(scope, 'test', matrix, storage === 'csc' ? {} : { dtype });
  const given = Float64Array.from(weights ?? new Array<number>(n).fill(1));
  const total = given.reduce((sum, w) => sum + w, 0);
  const response = {
    target: Float64Array.from(y),
    weights: given.map((w) => w / total),
    offset: offset && Float64Array.from(offset),
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

/** Shares of the strength at which the first coefficient enters; of 1 where there is no L1 part. */
function* gridOf(problem: FamilyProblem, { shares = [1], penalty }: FamilyFit): Task<number[]> {
  const [u] = yield* solveOne(familyNullGradients(problem));
  const factor = problem.scope.memory.f64(problem.penaltyFactor, u!.length);
  const sizes = Array.from(u!, (value, j) => (factor[j]! > 0 ? Math.abs(value) / factor[j]! : 0));
  const largest = Math.max(...sizes) / (penalty.l1Ratio || 0.1);
  return shares.map((share) => share * largest);
}

/** Limits hold in standardized units: back in those of X a last bit may cross them. */
function clip(value: number, { lower = -Infinity, upper = Infinity }: FamilyFit): number {
  const inside = Math.min(Math.max(value, lower), upper);
  return Math.abs(value - inside) <= 2 * Number.EPSILON * Math.abs(inside) ? inside : value;
}

function pointOf(problem: FamilyProblem, solution: Solution, fit: FamilyFit): FittedPoint {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const [scale, center] = [memory.f64(problem.scale, p), memory.f64(problem.center, p)];
  const coef = new Float64Array(p);
  let intercept = solution.intercepts![0]!;
  for (const [k, j] of solution.columns.entries()) {
    coef[j] = clip(solution.values[k]! * scale[j]!, fit);
    intercept -= coef[j]! * center[j]!;
  }
  const { lambda, gap, unit } = solution;
  return { lambda, coef, intercept, relative: gap / (unit ?? problem.nullLoss) };
}

function compressed(X: readonly (readonly number[])[]): SparseMatrix {
  const [i, j, v]: [number[], number[], number[]] = [[], [], []];
  X.forEach((row, r) => {
    row.forEach((value, c) => {
      if (value === 0) return;
      i.push(r);
      j.push(c);
      v.push(value);
    });
  });
  return SparseMatrix.fromTriplets({ i, j, v, rows: X.length, cols: X[0]!.length });
}
