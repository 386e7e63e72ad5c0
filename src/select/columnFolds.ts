/**
 * Folds of wide or sparse data: all folds advance along λ together, and one pass over X serves
 * all of them. A fold is a vector of weights; X is never copied.
 */
import { columnPath } from '../linear/columnPath.ts';
import { fitPath, strategyFor } from '../linear/fitPath.ts';
import { type CommonColumns, solveTogether } from '../linear/gradients.ts';
import { type Loaded, prepareTraining, type Training } from '../linear/learn.ts';
import type { Problem } from '../linear/problem.ts';
import type { Solution } from '../linear/solution.ts';
import { Scope } from '../memory/scope.ts';
import { share } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import { withErrors } from './foldErrors.ts';
import type { FoldPath } from './foldModel.ts';
import type { TrainingSet } from './folds.ts';
import { type Line, type Plan, variantPaths } from './lines.ts';

/** Training sets in flight at once: more would cost memory, fewer more passes. */
const TOGETHER = 12;

/** Whether training sets advance together along a line: those that ask for passes over X. */
export function advances(problem: Problem, { penalty, lambdas }: Line): boolean {
  return !('family' in problem) && strategyFor(problem, penalty.l1Ratio, lambdas) === 'columns';
}

/**
 * Training sets in groups that advance together, as many groups for each thread. The first ones
 * are the smaller ones: they have the set of all rows, and the thread that has more to do besides.
 */
export function groupsOf(sets: readonly number[], threads: number): number[][] {
  const count = Math.min(sets.length, threads * Math.ceil(sets.length / (threads * TOGETHER)));
  const end = (k: number) => Math.floor((k * sets.length) / count);
  return Array.from({ length: count }, (_, k) => sets.slice(end(k), end(k + 1)));
}

/**
 * The paths of all lines on a few training sets, [training][line]; all rows are one of them, too.
 * `center` is the address of the centre of all rows.
 */
export function* columnFolds(
  data: Loaded,
  sets: readonly TrainingSet[],
  plan: Plan,
  center: number,
): Task<FoldPath[][]> {
  const scope = new Scope(data.scope.memory);
  try {
    const trainings: Training[] = [];
    for (const { response } of sets) trainings.push(yield* prepareTraining(data, response, scope));
    const paths: FoldPath[][] = sets.map(() => []);
    const columns = { design: data.design, center };
    for (const [l, line] of plan.lines.entries()) {
      const task = solveLine(scope, columns, trainings, line, plan);
      const solutions = yield* share(task, l / plan.lines.length, (l + 1) / plan.lines.length);
      for (const [k, list] of solutions.entries())
        paths[k]!.push(...(yield* variantPaths(trainings[k]!.problem, list, plan)));
    }
    const measured: FoldPath[][] = [];
    for (const [k, set] of sets.entries())
      measured.push(yield* withErrors(data, paths[k]!, set, plan));
    return measured;
  } finally {
    scope.release();
  }
}

function* solveLine(
  scope: Scope,
  columns: CommonColumns,
  trainings: readonly Training[],
  line: Line,
  { end }: Plan,
): Task<Solution[][]> {
  const { penalty, lambdas } = line;
  const ahead = trainings
    .map(({ problem }) => problem)
    .filter((problem) => advances(problem, line));
  const solvers = ahead.map((problem) => columnPath(problem, penalty, lambdas, end));
  const known = new Map<Problem, Solution[]>();
  const found = yield* solveTogether(scope, columns, solvers);
  for (const [k, problem] of ahead.entries()) known.set(problem, found[k]!);
  const solutions: Solution[][] = [];
  for (const [k, { problem }] of trainings.entries()) {
    const path = () => fitPath(scope, problem, penalty, lambdas, end);
    const part = [k / trainings.length, (k + 1) / trainings.length] as const;
    solutions.push(known.get(problem) ?? (yield* share(path(), ...part)));
  }
  return solutions;
}
