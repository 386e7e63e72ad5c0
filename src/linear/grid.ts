/** The λ grid of a path. */
import { checkCount, checkNonNegative, fail, failType } from '../check.ts';
import type { Problem } from './problem.ts';
import type { PathOptions } from './types.ts';

/** At λ_max itself the rounding of a gradient could let its column in. */
const ABOVE = 1 + 1e-13;

/** Below this share of L1 the largest λ is that of this share: it would be infinite at 0. */
const LEAST_RATIO = 1e-3;

/** First and last λ of an automatic grid. */
export interface GridEnds {
  readonly top: number;
  readonly bottom: number;
}

/**
 * λ_max: the smallest λ at which every penalized coefficient is 0,
 * max_j |u_j| / (f_j max(r, 0.001)) over coefficients that their limits let move, u the gradient
 * at the model of the intercept and the unpenalized columns.
 */
export function lambdaMax(problem: Problem, gradient: Float64Array, l1Ratio: number): number {
  return strongest(problem, gradient, () => 1) / Math.max(l1Ratio, LEAST_RATIO);
}

/**
 * The grid runs from λ_max down to `ratio` · λ_max. λ is in the units of y where it multiplies
 * |b_j| but has none where it multiplies b_j², so the L2 part has ends of its own, free of those
 * units: 1000 κ and `ratio` · 1000 κ, κ = max_j |cor(x_j, y)| ‖x̃_j‖² / f_j. Ridge takes those;
 * the elastic net goes down until both parts are weak.
 */
export function gridEnds(
  problem: Problem,
  gradient: Float64Array,
  l1Ratio: number,
  ratio: number,
): GridEnds {
  const { memory } = problem.scope;
  const inverse = memory.f64(problem.inverse, problem.design.p);
  const spread = Math.sqrt(problem.squares);
  const first = lambdaMax(problem, gradient, l1Ratio);
  const kappa = strongest(problem, gradient, (j) => 1 / (spread * Math.sqrt(inverse[j]!)));
  const second = kappa / LEAST_RATIO;
  if (l1Ratio === 0) return { top: second, bottom: ratio * second };
  const weak = l1Ratio < 1 ? second / (1 - l1Ratio) : Infinity;
  return { top: ABOVE * first, bottom: ratio * Math.min(first, weak) };
}

/** max_j |u_j| weight(j) / f_j over the penalized coefficients that their limits let move. */
function strongest(
  problem: Problem,
  gradient: Float64Array,
  weight: (j: number) => number,
): number {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const factor = memory.f64(problem.penaltyFactor, p);
  const lower = memory.f64(problem.lower, p);
  const upper = memory.f64(problem.upper, p);
  let most = 0;
  for (let j = 0; j < p; j++) {
    const u = gradient[j]!;
    const moves = u > 0 ? upper[j]! > 0 : lower[j]! < 0;
    if (moves && factor[j]! > 0) most = Math.max(most, (Math.abs(u) * weight(j)) / factor[j]!);
  }
  return most;
}

/** Smallest λ of an automatic grid as a share of its end: 1e-4, or 1e-2 where n < p. */
export function ratioOf(options: PathOptions, problem: Problem): number {
  const { n, p } = problem.design;
  return options.lambdaMinRatio ?? (n < p ? 1e-2 : 1e-4);
}

/** How many λ a grid will have; 0 where one of them is 0. */
export function lambdaCount({ lambdas, nLambda = 100 }: PathOptions): number {
  if (!lambdas) return nLambda;
  return Array.from(lambdas).includes(0) ? 0 : lambdas.length;
}

/** Descending grid: the caller's own λ, or nLambda values between the ends, evenly in log λ. */
export function lambdaGrid(
  where: string,
  options: PathOptions,
  problem: Problem,
  ends: GridEnds,
): Float64Array {
  if (options.lambdas !== undefined) return ownGrid(where, options.lambdas);
  const { nLambda = 100 } = options;
  // Where y has no variance, or is orthogonal to every column, any grid gives the same zeros.
  const { top, bottom } = ends.top > 0 ? ends : { top: 1, bottom: ratioOf(options, problem) };
  // The kernels' exp and log have the same bits on every engine, Math's have not.
  const { exp, log } = problem.scope.memory.kernels;
  const step = log(bottom / top) / Math.max(1, nLambda - 1);
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
  if (typeof lambdas !== 'object' || !('length' in lambdas))
    failType(where, 'lambdas', 'be an array of numbers', lambdas);
  if (lambdas.length === 0) fail(where, 'lambdas', 'hold at least one value', 'none');
  const grid = Float64Array.from(lambdas);
  for (let l = 0; l < grid.length; l++) checkNonNegative(where, `lambdas[${l}]`, grid[l]!);
  grid.sort();
  return grid.reverse();
}
