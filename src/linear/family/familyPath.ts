/** The path over λ of any family. */
import { elasticNet } from '../../penalty/elasticNet.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Progress } from '../../runtime/types.ts';
import { secant } from '../columnPath.ts';
import type { Solver } from '../gradients.ts';
import { released } from '../released.ts';
import { nonzeros, type PathEnd, pathEnds, type Solution } from '../solution.ts';
import { isLocallyConvex } from './convexity.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { FamilyState, type Point } from './familyState.ts';

/** Models along a descending grid, each starting at the last. */
export function* familyPath(
  problem: FamilyProblem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Solver<Solution[]> {
  return yield* released(problem, (own) => pathOf(own, penalty, lambdas, end));
}

function* pathOf(
  problem: FamilyProblem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Solver<Solution[]> {
  const { largest, state } = yield* nullModel(problem);
  const solutions: Solution[] = [];
  const curvatures: Float64Array[] = [];
  for (let l = 0; l < lambdas.length && !pathEnds(solutions, end); l++) {
    const lambda = lambdas[l]!;
    const at = penalty.scaled(lambda);
    state.setPenalty(at);
    const ratio = secant(lambdas, l);
    const entering = state.screen(at, ratio);
    yield* state.goOn(at, ratio);
    const unit = at.convex ? problem.nullLoss : largest;
    const point = yield* state.solve(at, entering, problem.tol * unit);
    const solution = solutionOf(problem, state, point, lambda, unit);
    const ridge = at.l1Ratio === 0 && at.convex;
    const kind = at.convex ? {} : ({ kind: 'kkt' } as const);
    const df = ridge ? yield* state.freedom(at) : Number.NaN;
    solutions.push({ ...solution, ...kind, ...(df >= 0 && { df }) });
    if (!at.convex && state.slices.length === 1) curvatures.push(state.curvatures());
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda } satisfies Progress;
  }
  return yield* withConvexity(problem, penalty, solutions, curvatures);
}

/** The solutions of a concave penalty, and up to where its objective is convex. */
function* withConvexity(
  problem: FamilyProblem,
  penalty: Penalty,
  solutions: Solution[],
  curvatures: readonly Float64Array[],
): Solver<Solution[]> {
  let convex = true;
  const marked: Solution[] = [];
  for (const [l, solution] of solutions.entries()) {
    const h = curvatures[l];
    if (!h) return solutions;
    const near = solutions.slice(l, l + 2);
    const at = penalty.scaled(solution.lambda);
    convex = convex && (yield* isLocallyConvex(problem, at, h, near));
    marked.push({ ...solution, convex });
  }
  return marked;
}

/** Gradients at the model of intercepts and unpenalized columns: what λ_max is read from. */
export function* familyNullGradients(problem: FamilyProblem): Solver<Float64Array[]> {
  return yield* released(problem, function* (own) {
    const { state } = yield* nullModel(own);
    const { memory } = own.scope;
    return state.slices.map((slice) => memory.f64(slice.u, own.design.p).slice());
  });
}

/** The state at the model of intercepts and unpenalized columns, and its largest gradient. */
function* nullModel(problem: FamilyProblem): Solver<{ state: FamilyState; largest: number }> {
  const { memory } = problem.scope;
  const state = new FamilyState(problem);
  yield* state.check();
  const free = problem.unpenalized;
  if (free.length > 0) {
    const none = elasticNet({ lambda: 0, l1Ratio: 1 });
    state.setPenalty(none);
    const goal = 1e-3 * problem.tol * problem.nullLoss;
    yield* state.solveOn(
      none,
      state.slices.map(() => free),
      goal,
    );
  }
  const gradients = state.slices.map((slice) => memory.f64(slice.u, problem.design.p));
  return { state, largest: Math.max(...gradients.map(largestOf)) };
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function solutionOf(
  problem: FamilyProblem,
  state: FamilyState,
  point: Point,
  lambda: number,
  unit: number,
): Solution {
  const { nullLoss, saturated } = problem;
  const outputs = state.slices.map((slice, k) => {
    const b = point.b[k]!;
    return nonzeros(slice.set.columns().subarray(0, b.length), b);
  });
  const columns = unionOf(outputs.map((output) => output.columns));
  const values = new Float64Array(columns.length * outputs.length);
  outputs.forEach((output, k) => {
    let at = 0;
    output.columns.forEach((j, q) => {
      while (columns[at] !== j) at++;
      values[k * columns.length + at] = output.values[q]!;
    });
  });
  return {
    lambda,
    columns,
    values,
    intercepts: Float64Array.from(point.intercepts),
    gap: point.distance,
    unit,
    devianceRatio: nullLoss > 0 ? 1 - (point.loss - saturated) / nullLoss : 0,
  };
}

/** Ascending, without repeats. */
function unionOf(lists: readonly Int32Array[]): Int32Array {
  if (lists.length === 1) return lists[0]!;
  return Int32Array.from(new Set(lists.flatMap((list) => [...list]))).sort();
}
