/** Runs a solver with memory of its own, given back however it ends. */
import { Scope } from '../memory/scope.ts';
import type { Solver } from './gradients.ts';
import type { Problem } from './problem.ts';

export function* released<P extends Problem, T>(
  problem: P,
  solve: (own: P) => Solver<T>,
): Solver<T> {
  const scope = new Scope(problem.scope.memory);
  try {
    return yield* solve({ ...problem, scope });
  } finally {
    scope.release();
  }
}
