/** The Gram problem of all rows of a problem. */
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';
import type { GramProblem } from './gramPath.ts';
import type { Problem } from './problem.ts';
import { rowMoments } from './rowMoments.ts';
import { gramOfMoments } from './trainingMoments.ts';

export function* wholeGram(scope: Scope, problem: Problem): Task<GramProblem> {
  if (problem.gram) return problem.gram;
  const moments = yield* rowMoments(scope, problem);
  const gram = gramOfMoments(scope, moments, problem.design.p);
  scope.free(moments);
  return gram;
}
