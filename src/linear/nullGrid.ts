import type { Penalty } from '../penalty/penalty.ts';
import type { Task } from '../runtime/run.ts';
import { nullGradient } from './columnPath.ts';
import { familyNullGradients } from './family/familyPath.ts';
import type { FamilyProblem } from './family/familyProblem.ts';
import { isWhole, wholeLambdaMax } from './family/proximalPath.ts';
import { lambdaMaxOf } from './family/strongest.ts';
import { solveOne } from './gradients.ts';
import { type GridEnds, gridEnds, lambdaMax } from './grid.ts';
import type { Problem } from './problem.ts';

/** Ends of an automatic grid whose last λ is `ratio` of its first, from the null model's gradient. */
export function* nullEnds(problem: Problem, penalty: Penalty, ratio: number): Task<GridEnds> {
  if ('family' in problem) {
    const top = yield* familyTop(problem as FamilyProblem, penalty);
    return { top, bottom: ratio * top };
  }
  const gradient = yield* solveOne(nullGradient(problem, penalty));
  return gridEnds(problem, gradient, penalty.l1Ratio, ratio);
}

/** λ_max of a family. */
export function* familyTop(problem: FamilyProblem, penalty: Penalty): Task<number> {
  const gradients = yield* solveOne(familyNullGradients(problem));
  if (!isWhole(penalty)) return lambdaMaxOf(problem, gradients, penalty);
  const least = wholeLambdaMax(problem, penalty, gradients);
  return least ?? Math.max(...gradients.map((u) => lambdaMax(problem, u, penalty.l1Ratio)));
}

/** `count` λ evenly in log λ between those ends. */
export function* nullGridOf(
  problem: Problem,
  penalty: Penalty,
  count: number,
  ratio: number,
): Task<Float64Array> {
  const { top, bottom } = yield* nullEnds(problem, penalty, ratio);
  const { exp, log } = problem.scope.memory.kernels;
  const step = top > 0 ? log(bottom / top) / (count - 1) : 0;
  return Float64Array.from({ length: count }, (_, l) => top * exp(l * step));
}
