/** The λ grid of a path. */
import { checkCount, checkNonNegative, fail } from '../check.ts';
import type { Problem } from './problem.ts';
import type { PathOptions } from './types.ts';

/** Below this share of L1 the largest λ is that of this share: it would be infinite at 0. */
const LEAST_RATIO = 1e-3;

/**
 * λ_max: the smallest λ at which every penalized coefficient is 0,
 * max_j |u_j| / (f_j max(r, 0.001)) over coefficients that their limits let move, u the gradient
 * at the model of the intercept and the unpenalized columns.
 */
export function lambdaMax(problem: Problem, gradient: Float64Array, l1Ratio: number): number {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const factor = memory.f64(problem.penaltyFactor, p);
  const lower = memory.f64(problem.lower, p);
  const upper = memory.f64(problem.upper, p);
  let most = 0;
  for (let j = 0; j < p; j++) {
    const u = gradient[j]!;
    const moves = u > 0 ? upper[j]! > 0 : lower[j]! < 0;
    if (moves && factor[j]! > 0) most = Math.max(most, Math.abs(u) / factor[j]!);
  }
  return most / Math.max(l1Ratio, LEAST_RATIO);
}

/** Descending grid: the caller's own λ, or nLambda values from λ_max down, evenly in log λ. */
export function lambdaGrid(
  where: string,
  options: PathOptions,
  problem: Problem,
  most: number,
): Float64Array {
  if (options.lambdas !== undefined) return ownGrid(where, options.lambdas);
  const { n, p } = problem.design;
  const { nLambda = 100, lambdaMinRatio = n < p ? 1e-2 : 1e-4 } = options;
  // Where y has no variance, or is orthogonal to every column, any grid gives the same zeros.
  const top = most > 0 ? most : 1;
  // The kernels' exp and log have the same bits on every engine, Math's have not.
  const { exp, log } = problem.scope.memory.kernels;
  const step = log(lambdaMinRatio) / Math.max(1, nLambda - 1);
  return Float64Array.from({ length: nLambda }, (_, l) => top * exp(l * step));
}

/** The options of a grid, before any work is done. */
export function checkGrid(where: string, options: PathOptions): void {
  const { nLambda, lambdaMinRatio, lambdas, maxNonzero } = options;
  if (nLambda !== undefined) checkCount(where, 'nLambda', nLambda, 1);
  if (lambdaMinRatio !== undefined && !(lambdaMinRatio > 0 && lambdaMinRatio < 1))
    fail(where, 'lambdaMinRatio', 'lie strictly between 0 and 1', lambdaMinRatio);
  if (maxNonzero !== undefined) checkCount(where, 'maxNonzero', maxNonzero, 0);
  if (lambdas !== undefined) ownGrid(where, lambdas);
}

function ownGrid(where: string, lambdas: NonNullable<PathOptions['lambdas']>): Float64Array {
  if (lambdas.length === 0) fail(where, 'lambdas', 'hold at least one value', 'none');
  const grid = Float64Array.from(lambdas);
  for (let l = 0; l < grid.length; l++) checkNonNegative(where, `lambdas[${l}]`, grid[l]!);
  grid.sort();
  return grid.reverse();
}
