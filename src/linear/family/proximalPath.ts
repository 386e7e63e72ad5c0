/** The path over λ of a family with a penalty that is no sum over coefficients. */
import { fail } from '../../check.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Progress } from '../../runtime/types.ts';
import type { Solver } from '../gradients.ts';
import { nonzeros, type PathEnd, pathEnds, type Solution } from '../solution.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { type ProximalPoint, ProximalState } from './proximalState.ts';
import { VectorPenalty } from './vectorPenalty.ts';

/** Whether {@link proximalPath} is the road of a penalty. */
export function isWhole(penalty: Penalty): boolean {
  return penalty.whole !== undefined || penalty.quadratic !== undefined;
}

/** Models along a descending grid, each starting at the last; one output. */
export function* proximalPath(
  problem: FamilyProblem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Solver<Solution[]> {
  const { outputs, name } = problem.family;
  if (outputs !== 1) fail(penalty.kind, 'family', 'have one output', `${name} with ${outputs}`);
  const state = new ProximalState(problem, penalty);
  yield* state.refresh();
  const steepest = state.u.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = penalty.convex ? problem.nullLoss : steepest;
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length && !pathEnds(solutions, end); l++) {
    const lambda = lambdas[l]!;
    state.setPenalty(penalty.scaled(lambda));
    const point = yield* state.solve(problem.tol * unit);
    const solution = solutionOf(problem, point, lambda, unit);
    const df = yield* state.freedom();
    const kind = penalty.convex ? {} : ({ kind: 'stationarity' } as const);
    solutions.push({ ...solution, ...kind, ...(df !== undefined && { df }) });
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda } satisfies Progress;
  }
  return solutions;
}

/**
 * The least λ at which every column that the penalty holds is 0, for gradients of the model of the
 * free columns alone (`familyNullGradients`); undefined where there is none: the grid of ridge
 * then serves.
 */
export function wholeLambdaMax(
  problem: FamilyProblem,
  penalty: Penalty,
  gradient: Float64Array,
): number | undefined {
  const vector = new VectorPenalty(problem, penalty.scaled(1));
  if (!vector.whole?.dual) return undefined;
  return vector.norm(gradient);
}

function solutionOf(
  problem: FamilyProblem,
  point: ProximalPoint,
  lambda: number,
  unit: number,
): Solution {
  const { nullLoss, saturated, design, scope, all } = problem;
  const columns = scope.memory.i32(all, design.p);
  return {
    lambda,
    ...nonzeros(columns, point.b),
    intercepts: Float64Array.of(point.intercept),
    gap: point.distance,
    unit,
    devianceRatio: nullLoss > 0 ? 1 - (point.loss - saturated) / nullLoss : 0,
  };
}
