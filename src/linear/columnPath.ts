/**
 * Path over λ for wide or sparse data: a working set grown by screening, solved on its Gram
 * matrix, checked by one full pass over X per round. Every λ ends with the duality gap over all
 * columns, computed from a residual made from scratch.
 */

import type { Penalty } from '../penalty/penalty.ts';
import type { Progress } from '../runtime/types.ts';
import { ColumnState } from './columnState.ts';
import type { Solver } from './gradients.ts';
import type { Problem } from './problem.ts';
import { released } from './released.ts';
import { type PathEnd, pathEnds, type Solution } from './solution.ts';

export function* columnPath(
  problem: Problem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Solver<Solution[]> {
  return yield* released(problem, (own) => pathOf(own, penalty, lambdas, end));
}

function* pathOf(
  problem: Problem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Solver<Solution[]> {
  const state = new ColumnState(problem);
  yield* state.check();
  // columns without penalty are always in the set
  yield* state.add(problem.unpenalized);
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length && !pathEnds(solutions, end); l++) {
    const lambda = lambdas[l]!;
    const at = penalty.scaled(lambda);
    state.setPenalty(at);
    solutions.push(yield* state.solve(at, lambda, secant(lambdas, l)));
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda } satisfies Progress;
  }
  return solutions;
}

/** Gradient at the model of the unpenalized columns alone: what λ_max is read from. */
export function* nullGradient(problem: Problem, penalty: Penalty): Solver<Float64Array> {
  const { gram, design, scope } = problem;
  if (gram) return scope.memory.f64(gram.target, design.p).slice();
  return yield* released(problem, (own) => gradientOf(own, penalty));
}

function* gradientOf(problem: Problem, penalty: Penalty): Solver<Float64Array> {
  const state = new ColumnState(problem);
  yield* state.check();
  const free = problem.unpenalized;
  if (free.length > 0) {
    yield* state.add(free);
    const none = penalty.scaled(0);
    state.setPenalty(none);
    yield* state.set.solve(none, state.params, problem.squares, 0);
    yield* state.check();
  }
  return problem.scope.memory.f64(state.u, problem.design.p).slice();
}

/** How far the next step of λ continues the last one; 0 where there is no last one. */
export function secant(lambdas: ArrayLike<number>, l: number): number {
  if (l < 2) return 0;
  const last = lambdas[l - 2]! - lambdas[l - 1]!;
  return last > 0 ? (lambdas[l - 1]! - lambdas[l]!) / last : 0;
}
