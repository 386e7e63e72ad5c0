/** One training set, one penalty, one grid: chooses the solver and returns certified solutions. */
import type { Scope } from '../memory/scope.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Task } from '../runtime/run.ts';
import { columnPath } from './columnPath.ts';
import { familyPath } from './family/familyPath.ts';
import type { FamilyProblem } from './family/familyProblem.ts';
import { isWhole, proximalPath } from './family/proximalPath.ts';
import { solveOne } from './gradients.ts';
import { type GramProblem, gramPath } from './gramPath.ts';
import type { Problem } from './problem.ts';
import { ridgeDual } from './ridgeDual.ts';
import { ridgePrimal } from './ridgePrimal.ts';
import { isPlainRidge } from './ridgeScale.ts';
import type { PathEnd, Solution } from './solution.ts';
import { wholeGram } from './wholeGram.ts';

/** Which solver a path gets. */
export type Strategy = 'ridge-primal' | 'ridge-dual' | 'gram' | 'columns';

/**
 * Gram where n ≥ p and p is at most ten times the number of λ: it costs n p²/2 multiply-adds once,
 * in registers; the full passes it saves cost n p each, from memory (about five times slower: at
 * 20000 × 300 and 100 λ 0.3 s against 1.3 s). Plain ridge has its closed forms.
 */
export function strategyFor(
  problem: Problem,
  l1Ratio: number,
  lambdas: ArrayLike<number>,
): Strategy {
  const { n, p, kind } = problem.design;
  if (isPlainRidge(problem, l1Ratio, lambdas)) {
    if (p <= n && kind !== 'csc' && p <= MOST_RIDGE) return 'ridge-primal';
    if (n < p && n <= MOST_RIDGE) return 'ridge-dual';
  }
  return suitsGram(problem, lambdas) && p <= mostGram(lambdas.length) ? 'gram' : 'columns';
}

/** Columns of which a Gram matrix pays for so many λ. */
export function mostGram(count: number): number {
  return Math.max(64, 10 * count);
}

/**
 * Whether a Gram matrix of all columns can decide: dense, n ≥ p, and everything penalized (the
 * certificate of an unpenalized column needs its projection, and that needs X).
 */
export function suitsGram(problem: Problem, lambdas: ArrayLike<number>): boolean {
  const { design, scope, scale, penaltyFactor } = problem;
  const { n, p, kind } = design;
  if (kind === 'csc' || p > n || Array.from(lambdas).includes(0)) return false;
  const scales = scope.memory.f64(scale, p);
  return scope.memory.f64(penaltyFactor, p).every((f, j) => f > 0 || scales[j] === 0);
}

/** Penalties that are no sum over coefficients or groups have a road of their own. */
function roadOf(penalty: Penalty) {
  return isWhole(penalty) ? proximalPath : familyPath;
}

/** Above this side a tridiagonal reduction costs more than coordinate-wise solving. */
const MOST_RIDGE = 4000;

export function* fitPath(
  scope: Scope,
  problem: Problem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Task<Solution[]> {
  if ('family' in problem)
    return yield* solveOne(roadOf(penalty)(problem as FamilyProblem, penalty, lambdas, end));
  if (!(problem.squares > 0)) return emptyPath(lambdas);
  const strategy = strategyFor(problem, penalty.l1Ratio, lambdas);
  if (strategy === 'ridge-dual') {
    const solutions = yield* ridgeDual(problem, lambdas);
    // Coordinates may do better than a singular kernel, while all of them fit into one Gram matrix.
    if (certified(problem, solutions) || problem.design.p > MOST_RIDGE) return solutions;
  } else if (strategy !== 'columns') {
    const data = yield* wholeGram(scope, problem);
    const solutions = yield* gramSolutions(problem, data, penalty, lambdas, end);
    if (solutions) return solutions;
  }
  return yield* solveOne(columnPath(problem, penalty, lambdas, end));
}

/**
 * The path on a known Gram matrix, by the closed form where it holds; undefined where rounding
 * leaves some gap open: then X itself must decide.
 */
export function* gramSolutions(
  problem: Problem,
  data: GramProblem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Task<Solution[] | undefined> {
  const solutions = isPlainRidge(problem, penalty.l1Ratio, lambdas)
    ? yield* ridgePrimal(problem, data, lambdas)
    : yield* gramPath(problem, data, penalty, lambdas, end);
  return certified(problem, solutions) ? solutions : undefined;
}

function certified(problem: Problem, solutions: readonly Solution[]): boolean {
  const goal = problem.tol * problem.nullLoss;
  return solutions.every((solution) => solution.gap <= goal);
}

/** y without variance: every λ gives the intercept-only model, and it is exact. */
function emptyPath(lambdas: ArrayLike<number>): Solution[] {
  return Array.from(lambdas, (lambda) => ({
    lambda,
    columns: new Int32Array(0),
    values: new Float64Array(0),
    gap: 0,
    devianceRatio: 0,
  }));
}
