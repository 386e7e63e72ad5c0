/**
 * Folds of wide or sparse data: all folds advance along λ together, and one pass over X serves
 * all of them. A fold is a vector of weights; X is never copied.
 */
import { columnPath } from '../linear/columnPath.ts';
import { fitPath, strategyFor } from '../linear/fitPath.ts';
import { solveTogether } from '../linear/gradients.ts';
import { type Loaded, prepareTraining, type Training } from '../linear/learn.ts';
import type { Solution } from '../linear/solution.ts';
import { Scope } from '../memory/scope.ts';
import { share } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import type { FoldPath } from './foldModel.ts';
import type { Fold } from './folds.ts';
import { type Plan, variantPaths } from './lines.ts';

/** Training sets in flight at once: more would cost memory, fewer more passes. */
export const TOGETHER = 12;

/** The paths of all lines on a few training sets: [training][line]. */
export function* columnFolds(data: Loaded, folds: readonly Fold[], plan: Plan): Task<FoldPath[][]> {
  const scope = new Scope(data.scope.memory);
  try {
    const trainings: Training[] = [];
    for (const fold of folds) trainings.push(yield* prepareTraining(data, fold.response, scope));
    const paths: FoldPath[][] = folds.map(() => []);
    for (const [l, line] of plan.lines.entries()) {
      const task = solveLine(scope, trainings, line, plan);
      const solutions = yield* share(task, l / plan.lines.length, (l + 1) / plan.lines.length);
      for (const [k, list] of solutions.entries())
        paths[k]!.push(...(yield* variantPaths(trainings[k]!.problem, list, plan)));
    }
    return paths;
  } finally {
    scope.release();
  }
}

function* solveLine(
  scope: Scope,
  trainings: readonly Training[],
  { penalty, lambdas }: Plan['lines'][number],
  { end }: Plan,
): Task<Solution[][]> {
  const together = trainings.every(
    ({ problem }) =>
      !('family' in problem) && strategyFor(problem, penalty.l1Ratio, lambdas) === 'columns',
  );
  if (together)
    return yield* solveTogether(
      scope,
      trainings.map(({ problem }) => columnPath(problem, penalty, lambdas, end)),
    );
  const solutions: Solution[][] = [];
  for (const [k, { problem }] of trainings.entries()) {
    const path = fitPath(scope, problem, penalty, lambdas, end);
    solutions.push(yield* share(path, k / trainings.length, (k + 1) / trainings.length));
  }
  return solutions;
}
