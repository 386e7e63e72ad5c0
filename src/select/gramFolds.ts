/**
 * Folds of tall data: the rows are read once, for the moments of each fold; every training set is
 * the total less its fold. All else happens on p × p matrices.
 */
import { fitPath, gramSolutions } from '../linear/fitPath.ts';
import { type Loaded, prepareTraining, type Training } from '../linear/learn.ts';
import type { Problem } from '../linear/problem.ts';
import { problemParcel } from '../linear/problemParcel.ts';
import { momentsStride, rowMoments } from '../linear/rowMoments.ts';
import { gramOfMoments, problemOfMoments } from '../linear/trainingMoments.ts';
import { Scope } from '../memory/scope.ts';
import { shareArray } from '../memory/sharedMemory.ts';
import { inThreads } from '../runtime/inThreads.ts';
import { share } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import { withErrors } from './foldErrors.ts';
import { type FoldPath, foldPath } from './foldModel.ts';
import { type Fold, isPartition } from './folds.ts';
import type { Plan } from './lines.ts';
import { momentErrors } from './momentErrors.ts';

/** Moments of all folds are kept up to this many bytes, else they are computed when needed. */
const KEEP = 1e8;

/** Raw moments: of all rows, and of the test rows of each fold where they are kept. */
export interface FoldMoments {
  readonly total: number;
  readonly folds: readonly number[] | undefined;
}

export function* foldMoments(
  data: Loaded,
  whole: Problem,
  folds: readonly Fold[],
): Task<FoldMoments> {
  const { scope } = data;
  const { n, p } = whole.design;
  const length = momentsStride(p) ** 2;
  const splits = folds.map((fold) => fold.split);
  if (!isPartition(n, splits) || folds.length * length * 8 > KEEP)
    return { total: yield* rowMoments(scope, whole), folds: undefined };
  const total = scope.f64(length);
  const tests = splits.map(({ test }) => test);
  const setup = () => ({ whole: problemParcel(whole), tests: tests.map(shareArray) });
  const parts = yield* inThreads<number>(scope, {
    kind: 'moments',
    setup,
    jobs: [...tests.keys()],
    here: (k) => rowMoments(scope, whole, tests[k]),
  });
  for (const part of parts) scope.memory.kernels.axpy(length, 1, part, total);
  return { total, folds: parts };
}

/** The paths of all lines on all rows. */
export function* wholePaths(problem: Problem, moments: FoldMoments, plan: Plan): Task<FoldPath[]> {
  const { scope } = problem;
  const gram = gramOfMoments(scope, moments.total, problem.design.p);
  const paths: FoldPath[] = [];
  for (const [l, { penalty, lambdas }] of plan.lines.entries()) {
    const fit = gramSolutions(problem, gram, penalty, lambdas, plan.end);
    const solutions = yield* share(fit, l / plan.lines.length, (l + 1) / plan.lines.length);
    const sure = solutions ?? (yield* fitPath(scope, problem, penalty, lambdas, plan.end));
    paths.push(foldPath(problem, sure));
  }
  return paths;
}

/** The paths of all lines on the training rows of one fold. */
export function* foldPaths(
  data: Loaded,
  whole: Problem,
  moments: FoldMoments,
  fold: Fold,
  plan: Plan,
): Task<FoldPath[]> {
  const scope = new Scope(data.scope.memory);
  try {
    const light = yield* lightProblem(scope, data, whole, moments, fold);
    let heavy: Training | undefined;
    const paths: FoldPath[] = [];
    for (const [l, { penalty, lambdas }] of plan.lines.entries()) {
      const [from, to] = [l / plan.lines.length, (l + 1) / plan.lines.length];
      const fit = light && gramSolutions(light.problem, light.gram, penalty, lambdas, plan.end);
      const solutions = fit && (yield* share(fit, from, to));
      if (light && solutions) {
        const { problem, test } = light;
        const errors = test ? momentErrors(whole, problem, test, solutions) : undefined;
        paths.push(foldPath(problem, solutions, errors));
        continue;
      }
      heavy ??= yield* prepareTraining(data, fold.response, scope);
      const path = fitPath(scope, heavy.problem, penalty, lambdas, plan.end);
      const sure = yield* share(path, from, to);
      paths.push(foldPath(heavy.problem, sure));
    }
    return yield* withErrors(data, paths, fold, plan);
  } finally {
    scope.release();
  }
}

/** A training set without rows, and the moments of its test rows where they were needed. */
type Light = NonNullable<ReturnType<typeof problemOfMoments>> & { test?: number };

/** Total less fold where the training rows are the rest; their own moments otherwise. */
function* lightProblem(
  scope: Scope,
  data: Loaded,
  whole: Problem,
  moments: FoldMoments,
  { index, split }: Fold,
): Task<Light | undefined> {
  // Missing cells are filled from the training rows alone: every fold has columns of its own.
  if (data.design.missing.length > 0) return undefined;
  const { n, p } = whole.design;
  if (split.train.length + split.test.length !== n) {
    const own = yield* rowMoments(scope, whole, split.train);
    return problemOfMoments(scope, whole, data.settings, own);
  }
  const { memory } = scope;
  const length = momentsStride(p) ** 2;
  const test = moments.folds?.[index] ?? (yield* rowMoments(scope, whole, split.test));
  const train = scope.reserve(length * 8);
  memory.f64(train, length).set(memory.f64(moments.total, length));
  memory.kernels.axpy(length, -1, test, train);
  const light = problemOfMoments(scope, whole, data.settings, train);
  return light && { ...light, test };
}
