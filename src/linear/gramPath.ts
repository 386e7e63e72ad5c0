/**
 * Path over λ for tall data: everything happens on the p × p Gram matrix. Gaps come from it too,
 * with a bound on what rounding can have added; where the bound matters X decides.
 */
import type { Penalty } from '../penalty/penalty.ts';
import type { Task } from '../runtime/run.ts';
import type { Problem } from './problem.ts';
import { GRAM_ROUNDINGS, roundingIn } from './rounding.ts';
import { nonzeros, type PathEnd, pathEnds, type Solution } from './solution.ts';
import { WorkingSet } from './workingSet.ts';

/** G and c of a training set, standardized, with Σ ω y². */
export interface GramProblem {
  readonly gram: number;
  readonly ld: number;
  readonly target: number;
}

export function* gramPath(
  problem: Problem,
  data: GramProblem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Task<Solution[]> {
  const { scope, squares, nullLoss, tol, design } = problem;
  const { memory } = scope;
  const set = new WorkingSet(problem, design.p);
  set.fill(data.gram, data.ld, data.target);
  const params = scope.f64(2);
  const goal = tol * nullLoss;
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length && !pathEnds(solutions, end); l++) {
    const at = penalty.scaled(lambdas[l]!);
    memory.f64(params, 2).set(at.params);
    const gap = yield* set.solve(at, params, squares, 0.3 * goal);
    const residual = Math.max(memory.kernels.quadratic_rest(set.quadratic, squares), 0);
    solutions.push({
      lambda: lambdas[l]!,
      ...nonzeros(set.columns(), set.vector('b')),
      gap: gap + roundingIn(set, at.params[1]!, squares, GRAM_ROUNDINGS),
      devianceRatio: squares > 0 ? 1 - residual / squares : 0,
    });
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda: lambdas[l]! };
  }
  return solutions;
}
