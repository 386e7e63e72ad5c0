/** Ridge on the p × p Gram matrix: b = Q (T + λ)⁻¹ Qᵀ c with one reduction G = Q T Qᵀ. */
import type { Task } from '../runtime/run.ts';
import type { GramProblem } from './gramPath.ts';
import type { Problem } from './problem.ts';
import { inverseRoots, ridgeSolution, scaledGram } from './ridgeScale.ts';
import { GRAM_ROUNDINGS, roundingOf } from './rounding.ts';
import type { Solution } from './solution.ts';
import { Tridiagonal } from './tridiagonal.ts';
import { wholeGram } from './wholeGram.ts';

/** G with penalty factors as scales, its right-hand side c, and its reduction. */
export interface Primal {
  readonly roots: Float64Array;
  /** p × p. */
  readonly gram: number;
  readonly reduced: number;
  readonly target: number;
  readonly tridiagonal: Tridiagonal;
}

/** Made once where the problem keeps it. */
export function* primalOf(problem: Problem, data?: GramProblem): Task<Primal> {
  const { scope, design, kept } = problem;
  if (kept?.primal) return kept.primal;
  const { memory } = scope;
  const { p } = design;
  const whole = data ?? (yield* wholeGram(scope, problem));
  const roots = inverseRoots(problem);
  const gram = scaledGram(problem, whole, roots);
  const reduced = scaledGram(problem, whole, roots);
  const target = scope.putF64(memory.f64(whole.target, p).map((c, j) => c * roots[j]!));
  const tridiagonal = yield* Tridiagonal.reduce(scope, reduced, p, target);
  const primal = { roots, gram, reduced, target, tridiagonal };
  if (kept) kept.primal = primal;
  return primal;
}

export function* ridgePrimal(
  problem: Problem,
  data: GramProblem,
  lambdas: ArrayLike<number>,
): Task<Solution[]> {
  const { scope, design } = problem;
  const { memory } = scope;
  const { p } = design;
  const { roots, gram, reduced, target, tridiagonal } = yield* primalOf(problem, data);
  const b = scope.f64(p);
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length; l++) {
    const lambda = lambdas[l]!;
    const df = tridiagonal.solve(lambda, b);
    const { gap, rest } = checkPrimal(problem, { gram, target, b, lambda });
    const values = memory.f64(b, p).map((value, j) => value * roots[j]!);
    solutions.push(ridgeSolution(problem, values, { lambda, gap, rest, df }));
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda };
  }
  scope.free(b);
  if (problem.kept) return solutions;
  for (const at of [gram, reduced, target]) scope.free(at);
  tridiagonal.release();
  return solutions;
}

/** With u = c − G b the gap is Σ (u_j − λ b_j)² ÷ 2λ, and Σ ω r² = Σ ω y² − Σ b (c + u). */
function checkPrimal(
  problem: Problem,
  at: { gram: number; target: number; b: number; lambda: number },
) {
  const { scope, design, squares } = problem;
  const { memory } = scope;
  const { p } = design;
  const b = memory.f64(at.b, p);
  const c = memory.f64(at.target, p);
  const diagonal = memory.f64(at.gram, p * p);
  let rest = squares;
  let gap = 0;
  let fit = 0;
  let flatness = 0;
  for (let j = 0; j < p; j++) {
    const u = c[j]! - memory.kernels.dot(p, at.gram + j * p * 8, at.b);
    rest -= b[j]! * (c[j]! + u);
    gap += (u - at.lambda * b[j]!) ** 2 / (2 * at.lambda);
    fit += b[j]! * b[j]! * diagonal[j * (p + 1)]!;
    flatness += diagonal[j * (p + 1)]! / at.lambda;
  }
  return { gap: gap + roundingOf({ fit, flatness }, squares, GRAM_ROUNDINGS), rest };
}
