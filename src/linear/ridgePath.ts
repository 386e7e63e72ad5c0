/**
 * Ridge exactly, for a whole grid: one tridiagonal reduction A = Q T Qᵀ, then O(m²) per λ.
 *
 *   primal (p ≤ n):  A = X̃ᵀΩX̃,  b = Q (T + λ)⁻¹ Qᵀ c
 *   dual   (p > n):  A = Ω^½ X̃ X̃ᵀ Ω^½,  a = Q (T + λ)⁻¹ Qᵀ Ω^½ y,  b = X̃ᵀ Ω^½ a
 *
 * Penalty factors f_j > 0 enter as x̃_j/√f_j.
 */

import { StandardizedRecord } from '../memory/record.ts';
import type { Task } from '../runtime/run.ts';
import type { GramProblem } from './gramPath.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';
import { Tridiagonal } from './tridiagonal.ts';

/** Whether the closed form holds: no L1 part, no limits, nothing unpenalized, λ > 0. */
export function isPlainRidge(
  problem: Problem,
  l1Ratio: number,
  lambdas: ArrayLike<number>,
): boolean {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const of = (at: number) => memory.f64(at, p);
  const scale = of(problem.scale);
  const factor = of(problem.penaltyFactor);
  const lower = of(problem.lower);
  const upper = of(problem.upper);
  const plain = scale.every(
    (s, j) => s === 0 || (factor[j]! > 0 && lower[j] === -Infinity && upper[j] === Infinity),
  );
  return l1Ratio === 0 && plain && Array.from(lambdas).every((lambda) => lambda > 0);
}

/** One solution per λ from the Gram matrix of a training set. */
export function* ridgePrimal(
  problem: Problem,
  data: GramProblem,
  lambdas: ArrayLike<number>,
): Task<Solution[]> {
  const { scope, squares, design } = problem;
  const { memory } = scope;
  const { p } = design;
  const roots = inverseRoots(problem);
  const gram = copyScaled(problem, data, roots);
  const target = scope.putF64(memory.f64(data.target, p).map((c, j) => c * roots[j]!));
  const reduced = yield* Tridiagonal.reduce(scope, gram, p, target);
  const original = copyScaled(problem, data, roots);
  const b = scope.f64(p);
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length; l++) {
    const lambda = lambdas[l]!;
    const df = reduced.solve(lambda, b);
    const x = memory.f64(b, p);
    const c = memory.f64(target, p);
    let rest = squares;
    let gap = 0;
    let size = 0;
    for (let j = 0; j < p; j++) {
      const u = c[j]! - memory.kernels.dot(p, original + j * p * 8, b);
      rest -= x[j]! * (c[j]! + u);
      gap += (u - lambda * x[j]!) ** 2 / (2 * lambda);
      size += Math.abs(x[j]!) * Math.sqrt(memory.f64(original + j * (p + 1) * 8, 1)[0]!);
    }
    gap += 64 * Number.EPSILON * size * (Math.sqrt(squares) + size);
    solutions.push(
      dense(
        lambda,
        x.map((value, j) => value * roots[j]!),
        problem,
        gap,
        rest,
        df,
      ),
    );
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda };
  }
  for (const at of [gram, original, target, b]) scope.free(at);
  reduced.release();
  return solutions;
}

/** One solution per λ from the n × n kernel matrix. */
export function* ridgeDual(problem: Problem, lambdas: ArrayLike<number>): Task<Solution[]> {
  const { scope, design } = problem;
  const { memory } = scope;
  const { n, p } = design;
  const roots = inverseRoots(problem);
  const scale = scope.putF64(memory.f64(problem.scale, p).map((s, j) => s * roots[j]!));
  const kernel = yield* kernelMatrix(problem, scale);
  const copy = scope.reserve(n * n * 8);
  memory.f64(copy, n * n).set(memory.f64(kernel, n * n));
  const y = scope.f64(n);
  memory.kernels.multiply(n, problem.root, problem.y, y);
  const reduced = yield* Tridiagonal.reduce(scope, copy, n, y);
  const a = scope.f64(n);
  const fit = scope.f64(n);
  const error = scope.f64(n);
  const out = scope.f64(p);
  const four = scope.f64(4);
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length; l++) {
    const lambda = lambdas[l]!;
    const df = reduced.solve(lambda, a);
    for (let i = 0; i < n; i++)
      memory.f64(fit, n)[i] = memory.kernels.dot(n, kernel + i * n * 8, a);
    const [target, fitted, weights] = [memory.f64(y, n), memory.f64(fit, n), memory.f64(a, n)];
    let rest = 0;
    for (let i = 0; i < n; i++) {
      rest += (target[i]! - fitted[i]!) ** 2;
      memory.f64(error, n)[i] = target[i]! - fitted[i]! - lambda * weights[i]!;
    }
    // u − λ b = X̃ᵀ e, so the gap Σ (u − λ b)²/(2λ) is eᵀ K e/(2λ)
    let gap = 0;
    for (let i = 0; i < n; i++)
      gap += memory.f64(error, n)[i]! * memory.kernels.dot(n, kernel + i * n * 8, error);
    memory.kernels.multiply(n, problem.root, a, error);
    const total = memory.kernels.sum(n, error);
    const dots = memory.kernels[`${design.kind}_dots`];
    dots(design.at, problem.all, p, problem.center, scale, error, total, out, four);
    const x = memory.f64(out, p).map((value, j) => value * roots[j]!);
    solutions.push(dense(lambda, x, problem, Math.max(gap, 0) / (2 * lambda), rest, df));
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda };
  }
  for (const at of [scale, kernel, copy, y, a, fit, error, out, four]) scope.free(at);
  reduced.release();
  return solutions;
}

/** Ω^½ X̃ X̃ᵀ Ω^½, n × n without padding, both triangles. */
export function* kernelMatrix(problem: Problem, scale: number): Task<number> {
  const { scope, design, center, root, weights } = problem;
  const { memory } = scope;
  const { n, p, kind, at } = design;
  const ld = n + 3;
  const padded = scope.f64(ld * ld);
  const column = scope.reserve(n * 8);
  const panel = scope.reserve((n + 3) * 64 * 8);
  const record = scope.reserve(StandardizedRecord.bytes);
  const fields = { design: at, center, scale, root, weights, y: 0, panel };
  StandardizedRecord.write(memory, record, fields);
  for (let from = 0; from < p; from += 64) {
    memory.kernels[`${kind}_kernel`](record, from, Math.min(from + 64, p), column, padded, ld);
    yield;
  }
  memory.kernels.gramMirror(padded, ld, 0, n);
  const kernel = scope.reserve(n * n * 8);
  for (let i = 0; i < n; i++)
    memory.f64(kernel + i * n * 8, n).set(memory.f64(padded + i * ld * 8, n));
  for (const block of [padded, column, panel, record]) scope.free(block);
  return kernel;
}

/** 1/√f_j, 0 for columns that take no part. */
export function inverseRoots(problem: Problem): Float64Array {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const scale = memory.f64(problem.scale, p);
  return memory
    .f64(problem.penaltyFactor, p)
    .map((f, j) => (scale[j] === 0 ? 0 : 1 / Math.sqrt(f)));
}

/** G with rows and columns scaled by 1/√f, p × p. */
export function copyScaled(
  problem: Problem,
  { gram, ld }: GramProblem,
  roots: Float64Array,
): number {
  const { scope, design } = problem;
  const { p } = design;
  const at = scope.reserve(p * p * 8);
  for (let j = 0; j < p; j++) {
    const row = scope.memory.f64(at + j * p * 8, p);
    row.set(scope.memory.f64(gram + j * ld * 8, p));
    for (let k = 0; k < p; k++) row[k]! *= roots[j]! * roots[k]!;
  }
  return at;
}

function dense(
  lambda: number,
  values: Float64Array,
  problem: Problem,
  gap: number,
  rest: number,
  df: number,
): Solution {
  const { squares } = problem;
  const columns = Int32Array.from({ length: values.length }, (_, j) => j);
  const kept = columns.filter((j) => values[j] !== 0);
  return {
    lambda,
    columns: kept,
    values: Float64Array.from(kept, (j) => values[j]!),
    gap,
    devianceRatio: squares > 0 ? 1 - rest / squares : 0,
    df,
  };
}
