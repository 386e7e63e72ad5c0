/**
 * Exact leave-one-out residuals of ridge for a whole grid, from one fit on all rows: leaving row i
 * out changes its residual to e_i = r_i / (1 − h_i), h_i its leverage. Scales of the columns and
 * the weights of the other rows stay as they are.
 * Golub, Heath, Wahba (1979), Technometrics 21(2), section 2.
 *
 *   primal (p ≤ n):  h_i = ω_i + z_iᵀ (T + λ)⁻¹ z_i,        √ω_i (y_i − r_i) = z_iᵀ (T + λ)⁻¹ Qᵀ c,
 *                    z_i = Qᵀ √ω_i x̃_i
 *   dual   (p > n):  1 − h_i = λ z_iᵀ (T + λ)⁻¹ z_i − ω_i,  √ω_i r_i = λ z_iᵀ (T + λ)⁻¹ Qᵀ Ω^½ y,
 *                    z_i = Qᵀ e_i
 *
 * with ω_i only where there is an intercept. Rows of weight 0 have no residual to speak of.
 */
import { fail } from '../check.ts';
import type { Task } from '../runtime/run.ts';
import type { Problem } from './problem.ts';
import { dualOf } from './ridgeDual.ts';
import { primalOf } from './ridgePrimal.ts';
import { isPlainRidge } from './ridgeScale.ts';
import type { Tridiagonal } from './tridiagonal.ts';

/** n residuals e_i per λ. @throws RangeError where the closed form does not hold. */
export function* leaveOneOut(
  where: string,
  problem: Problem,
  l1Ratio: number,
  lambdas: ArrayLike<number>,
): Task<Float64Array[]> {
  if (!isPlainRidge(problem, l1Ratio, lambdas))
    fail(where, 'leaveOneOut', 'be asked of ridge with λ > 0, no limits and no zero factors', true);
  const { n, p, kind } = problem.design;
  return p <= n && kind !== 'csc'
    ? yield* fromColumns(problem, lambdas)
    : yield* fromKernel(problem, lambdas);
}

function* fromColumns(problem: Problem, lambdas: ArrayLike<number>): Task<Float64Array[]> {
  const { roots, tridiagonal } = yield* primalOf(problem);
  const z = yield* scaledRows(problem, roots);
  const residual: Residual = ({ y, weight, free, form, value }) =>
    (y - value / Math.sqrt(weight)) / (1 - form - free);
  return yield* residuals(problem, lambdas, tridiagonal, z, residual);
}

function* fromKernel(problem: Problem, lambdas: ArrayLike<number>): Task<Float64Array[]> {
  const { scope, design } = problem;
  const { n } = design;
  const { tridiagonal } = yield* dualOf(problem);
  const z = scope.f64(8 * n * blocksOf(n));
  for (let i = 0; i < n; i++)
    scope.memory.f64(z + 64 * (n * Math.floor(i / 8) + i) + 8 * (i % 8), 1)[0] = 1;
  const residual: Residual = ({ weight, free, form, value, lambda }) =>
    (lambda * value) / Math.sqrt(weight) / (lambda * form - free);
  return yield* residuals(problem, lambdas, tridiagonal, z, residual);
}

/** How a row of weight > 0 is told when it is left out. `free` is what the intercept takes of it. */
type Residual = (row: {
  readonly y: number;
  readonly weight: number;
  readonly free: number;
  readonly form: number;
  readonly value: number;
  readonly lambda: number;
}) => number;

function* residuals(
  problem: Problem,
  lambdas: ArrayLike<number>,
  reduced: Tridiagonal,
  z: number,
  residual: Residual,
): Task<Float64Array[]> {
  const { scope, design, hasIntercept } = problem;
  const { memory } = scope;
  const { n } = design;
  const blocks = blocksOf(n);
  yield* reduced.rotateBlocks(z, blocks);
  const [forms, values] = [scope.f64(8 * blocks), scope.f64(8 * blocks)];
  const results: Float64Array[] = [];
  for (const lambda of Array.from(lambdas)) {
    reduced.forms(lambda, z, blocks, forms, values);
    const [y, weights] = [memory.f64(problem.y, n), memory.f64(problem.weights, n)];
    const [form, value] = [memory.f64(forms, n), memory.f64(values, n)];
    const left = (weight: number, i: number) => {
      const free = hasIntercept ? weight : 0;
      const row = { y: y[i]!, weight, free, form: form[i]!, value: value[i]!, lambda };
      return weight > 0 ? residual(row) : 0;
    };
    results.push(weights.map(left));
    yield;
  }
  return results;
}

/** √ω_i x̃_i in blocks. */
function* scaledRows(problem: Problem, roots: Float64Array): Task<number> {
  const { scope, design, root, view } = problem;
  const { memory } = scope;
  const { n, p, kind } = design;
  const z = scope.f64(8 * p * blocksOf(n));
  const column = scope.f64(n);
  const list = scope.putI32([0]);
  const one = scope.f64(1);
  for (let j = 0; j < p; j++) {
    memory.i32(list, 1)[0] = j;
    memory.f64(one, 1)[0] = roots[j]!;
    memory.f64(column, n).fill(0);
    memory.kernels[`${kind}_combine`](view, list, 1, one, column);
    memory.kernels.multiply(n, column, root, column);
    memory.kernels.spreadCoordinate(n, column, p, j, z);
    yield;
  }
  return z;
}

/** Vectors lie side by side by eights. */
function blocksOf(n: number): number {
  return Math.ceil(n / 8);
}
