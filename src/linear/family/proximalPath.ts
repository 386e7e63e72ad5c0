/** The path over λ of a family with a penalty that is no sum over coefficients. */
import type { Penalty } from '../../penalty/penalty.ts';
import type { Progress } from '../../runtime/types.ts';
import type { Solver } from '../gradients.ts';
import { type PathEnd, pathEnds, type Solution } from '../solution.ts';
import { coefficientsOf } from './coefficients.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { type ProximalPoint, ProximalState } from './proximalState.ts';
import { SeparateState } from './separateState.ts';
import { interceptShift } from './symmetry.ts';
import { VectorPenalty } from './vectorPenalty.ts';

/** Whether {@link proximalPath} is the road of a penalty. */
export function isWhole(penalty: Penalty): boolean {
  return penalty.whole !== undefined || penalty.quadratic !== undefined;
}

/** Models along a descending grid, each starting at the last. */
export function* proximalPath(
  problem: FamilyProblem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Solver<Solution[]> {
  const { joint } = problem.family;
  const isSeparate = joint && !joint.coupled;
  const state = new (isSeparate ? SeparateState : ProximalState)(problem, penalty);
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
  gradients: readonly Float64Array[],
): number | undefined {
  const vector = new VectorPenalty(coefficientsOf(problem), penalty.scaled(1));
  if (!vector.whole?.dual) return undefined;
  return vector.norm(Float64Array.from(gradients.flatMap((gradient) => [...gradient])));
}

function solutionOf(
  problem: FamilyProblem,
  { b, distance, loss, intercepts }: ProximalPoint,
  lambda: number,
  unit: number,
): Solution {
  const { nullLoss, saturated, design, scope, all, family } = problem;
  const { p } = design;
  const outputs = Array.from(intercepts, (_, k) => b.subarray(k * p, (k + 1) * p));
  const every = scope.memory.i32(all, p).slice();
  const columns = every.filter((j) => outputs.some((own) => own[j] !== 0));
  const slices = outputs.map((own, k) => ({
    intercept: intercepts[k]!,
    set: { columns: () => every, vector: () => own },
  }));
  const common = family.symmetric ? interceptShift(problem, slices) : 0;
  return {
    lambda,
    columns,
    values: Float64Array.from(outputs.flatMap((own) => Array.from(columns, (j) => own[j]!))),
    intercepts: intercepts.map((intercept) => intercept - common),
    gap: distance,
    unit,
    devianceRatio: nullLoss > 0 ? 1 - (loss - saturated) / nullLoss : 0,
  };
}
