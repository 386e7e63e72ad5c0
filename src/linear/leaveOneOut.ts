/**
 * Exact leave-one-out residuals of ridge for a whole grid, from one fit on all rows: leaving row i
 * out changes its residual to e_i = r_i / (1 − h_i), h_i its leverage. Scales of the columns and
 * the weights of the other rows stay as they are.
 * Golub, Heath, Wahba (1979), Technometrics 21(2), section 2.
 *
 *   primal (p ≤ n):  h_i = ω_i + z_iᵀ (T + λ)⁻¹ z_i,             z_i = Qᵀ √ω_i x̃_i
 *   dual   (p > n):  1 − h_i = λ z_iᵀ (T + λ)⁻¹ z_i − ω_i,       z_i = Qᵀ e_i
 *
 * with ω_i only where there is an intercept.
 */
import { fail } from '../check.ts';
import type { Task } from '../runtime/run.ts';
import { wholeGram } from './fitPath.ts';
import type { Problem } from './problem.ts';
import { kernelProblem } from './ridgeDual.ts';
import { inverseRoots, isPlainRidge, scaledGram } from './ridgeScale.ts';
import { Tridiagonal } from './tridiagonal.ts';

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
  const { scope, design, y, weights, hasIntercept, all, view } = problem;
  const { memory } = scope;
  const { n, p, kind } = design;
  const data = yield* wholeGram(scope, problem);
  const roots = inverseRoots(problem);
  const gram = scaledGram(problem, data, roots);
  const target = scope.putF64(memory.f64(data.target, p).map((c, j) => c * roots[j]!));
  const reduced = yield* Tridiagonal.reduce(scope, gram, p, target);
  const z = yield* rotatedRows(problem, reduced, roots);
  const [work, forms, b, eta] = [scope.f64(n), scope.f64(n), scope.f64(p), scope.f64(n)];
  const results: Float64Array[] = [];
  for (const lambda of Array.from(lambdas)) {
    reduced.solve(lambda, b);
    reduced.forms(z, n, work, forms);
    const x = memory.f64(b, p);
    for (let j = 0; j < p; j++) x[j]! *= roots[j]!;
    memory.f64(eta, n).fill(0);
    memory.kernels[`${kind}_combine`](view, all, p, b, eta);
    const [fit, h, omega] = [memory.f64(eta, n), memory.f64(forms, n), memory.f64(weights, n)];
    const free = Number(hasIntercept);
    results.push(memory.f64(y, n).map((v, i) => (v - fit[i]!) / (1 - h[i]! - free * omega[i]!)));
    yield;
  }
  return results;
}

/** Z: row j holds coordinate j of all z_i, p × n. */
function* rotatedRows(problem: Problem, reduced: Tridiagonal, roots: Float64Array): Task<number> {
  const { scope, design, root, view } = problem;
  const { memory } = scope;
  const { n, p, kind } = design;
  const z = scope.f64(p * n);
  const list = scope.putI32([0]);
  const one = scope.f64(1);
  for (let j = 0; j < p; j++) {
    memory.i32(list, 1)[0] = j;
    memory.f64(one, 1)[0] = roots[j]!;
    memory.kernels[`${kind}_combine`](view, list, 1, one, z + j * n * 8);
    memory.kernels.multiply(n, z + j * n * 8, root, z + j * n * 8);
    yield;
  }
  yield* reduced.rotateAll(z, n);
  return z;
}

function* fromKernel(problem: Problem, lambdas: ArrayLike<number>): Task<Float64Array[]> {
  const { scope, design, weights, hasIntercept } = problem;
  const { memory } = scope;
  const { n } = design;
  const { kernel, target } = yield* kernelProblem(problem);
  const reduced = yield* Tridiagonal.reduce(scope, kernel, n, target);
  const z = scope.f64(n * n);
  for (let i = 0; i < n; i++) memory.f64(z + i * (n + 1) * 8, 1)[0] = 1;
  yield* reduced.rotateAll(z, n);
  const [work, forms, a] = [scope.f64(n), scope.f64(n), scope.f64(n)];
  const results: Float64Array[] = [];
  for (const lambda of Array.from(lambdas)) {
    reduced.solve(lambda, a);
    reduced.forms(z, n, work, forms);
    const [inverse, omega] = [memory.f64(forms, n), memory.f64(weights, n)];
    const free = Number(hasIntercept);
    // √ω_i r_i = λ a_i; rows of weight 0 have no residual to speak of
    const e = memory.f64(a, n).map((v, i) => {
      const w = omega[i]!;
      return w > 0 ? (lambda * v) / Math.sqrt(w) / (lambda * inverse[i]! - free * w) : 0;
    });
    results.push(e);
    yield;
  }
  return results;
}
