/**
 * Ridge on the n × n kernel matrix K = Ω^½ X̃ X̃ᵀ Ω^½ = Q T Qᵀ:
 * a = Q (T + λ)⁻¹ Qᵀ Ω^½ y and b = X̃ᵀ Ω^½ a.
 */
import { StandardizedRecord } from '../memory/record.ts';
import type { Task } from '../runtime/run.ts';
import { type Problem, viewOf } from './problem.ts';
import { inverseRoots, ridgeSolution } from './ridgeScale.ts';
import { GRAM_ROUNDINGS, roundingOf } from './rounding.ts';
import type { Solution } from './solution.ts';
import { Tridiagonal } from './tridiagonal.ts';

/** The problem with its columns divided by √f, its kernel matrix, and the weighted response. */
export interface KernelProblem {
  readonly roots: Float64Array;
  readonly view: number;
  /** n × n, both triangles. */
  readonly kernel: number;
  /** Ω^½ y, n f64. */
  readonly target: number;
}

/** The kernel problem with the reduction of a copy of K. */
export interface Dual extends KernelProblem {
  readonly copy: number;
  readonly tridiagonal: Tridiagonal;
}

/** Made once where the problem keeps it. */
export function* dualOf(problem: Problem): Task<Dual> {
  const { scope, design, kept } = problem;
  if (kept?.dual) return kept.dual;
  const { memory } = scope;
  const { n } = design;
  const data = yield* kernelProblem(problem);
  const copy = scope.reserve(n * n * 8);
  memory.f64(copy, n * n).set(memory.f64(data.kernel, n * n));
  const tridiagonal = yield* Tridiagonal.reduce(scope, copy, n, data.target);
  const dual = { ...data, copy, tridiagonal };
  if (kept) kept.dual = dual;
  return dual;
}

export function* ridgeDual(problem: Problem, lambdas: ArrayLike<number>): Task<Solution[]> {
  const { scope, design } = problem;
  const { n } = design;
  const data = yield* dualOf(problem);
  const { kernel, target, view, copy, tridiagonal } = data;
  const a = scope.f64(n);
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length; l++) {
    const lambda = lambdas[l]!;
    const df = tridiagonal.solve(lambda, a);
    const { gap: exact, rest } = checkDual(problem, data, a, lambda);
    const b = coefficients(problem, data, a);
    const gap = exact + rounding(problem, b, lambda);
    solutions.push(ridgeSolution(problem, b, { lambda, gap, rest, df }));
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda };
  }
  scope.free(a);
  if (problem.kept) return solutions;
  for (const at of [kernel, target, view, copy]) scope.free(at);
  tridiagonal.release();
  return solutions;
}

function* kernelProblem(problem: Problem): Task<KernelProblem> {
  const { scope, design, root, y } = problem;
  const { memory } = scope;
  const { n, p } = design;
  const roots = inverseRoots(problem);
  const scale = scope.putF64(memory.f64(problem.scale, p).map((s, j) => s * roots[j]!));
  const view = viewOf(scope, design, { ...problem, scale });
  const kernel = yield* kernelMatrix(problem, view);
  const target = scope.f64(n);
  memory.kernels.multiply(n, root, y, target);
  return { roots, view, kernel, target };
}

/** With e = Ω^½ y − K a − λ a the gap is eᵀ K e ÷ 2λ, because u − λ b = X̃ᵀ Ω^½ e. */
function checkDual(problem: Problem, { kernel, target }: KernelProblem, a: number, lambda: number) {
  const { scope, design } = problem;
  const { memory } = scope;
  const { n } = design;
  const error = scope.f64(n);
  const y = memory.f64(target, n);
  const weights = memory.f64(a, n);
  const e = memory.f64(error, n);
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const r = y[i]! - memory.kernels.dot(n, kernel + i * n * 8, a);
    rest += r * r;
    e[i] = r - lambda * weights[i]!;
  }
  let form = 0;
  for (let i = 0; i < n; i++) form += e[i]! * memory.kernels.dot(n, kernel + i * n * 8, error);
  scope.free(error);
  return {
    gap: (Math.max(form, 0) + hidden(memory.f64(kernel, n * n), weights)) / (2 * lambda),
    rest,
  };
}

/**
 * What rounding of K a can hide in eᵀ K e. As K is positive semidefinite, |K_ij|² ≤ K_ii K_jj:
 * |δe_i| ≤ ε √K_ii T with T = Σ_j √K_jj |a_j|, so δeᵀ K δe ≤ (ε T tr K)². K a nearly cancels where
 * λ is small against K.
 */
function hidden(kernel: Float64Array, a: Float64Array): number {
  const n = a.length;
  let trace = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const square = kernel[i * n + i]!;
    trace += square;
    total += Math.sqrt(square) * Math.abs(a[i]!);
  }
  const size = Number.EPSILON * total * trace;
  return size * size;
}

/** What rounding of the kernel matrix and of b can hide. */
function rounding({ scope, design, ...at }: Problem, b: Float64Array, lambda: number): number {
  const { memory } = scope;
  const inverse = memory.f64(at.inverse, design.p);
  const factor = memory.f64(at.penaltyFactor, design.p);
  let fit = 0;
  let flatness = 0;
  for (let j = 0; j < b.length; j++) {
    if (b[j] === 0) continue;
    fit += (b[j]! * b[j]!) / inverse[j]!;
    flatness += 1 / (lambda * factor[j]! * inverse[j]!);
  }
  return roundingOf({ fit, flatness }, at.squares, GRAM_ROUNDINGS);
}

/** X̃ᵀ Ω^½ a, times 1/√f once more for the coefficients of x̃. */
function coefficients(problem: Problem, { roots, view }: KernelProblem, a: number): Float64Array {
  const { scope, design, root, all } = problem;
  const { memory } = scope;
  const { n, p, kind } = design;
  const v = scope.f64(n);
  const out = scope.f64(p);
  memory.kernels.multiply(n, root, a, v);
  memory.kernels[`${kind}_dots`](view, all, p, v, memory.kernels.sum(n, v), out);
  const b = memory.f64(out, p).map((value, j) => value * roots[j]!);
  for (const at of [v, out]) scope.free(at);
  return b;
}

/** n × n without padding, both triangles. */
function* kernelMatrix({ scope, design }: Problem, view: number): Task<number> {
  const { memory } = scope;
  const { n, p, kind } = design;
  const ld = n + 3;
  const padded = scope.f64(ld * ld);
  const column = scope.reserve(n * 8);
  // n² width ÷ 2 multiply-adds per panel
  const width = Math.max(4, Math.min(64, 2 * Math.floor(2e7 / (n * n))));
  const panel = scope.reserve((n + 3) * width * 8);
  StandardizedRecord.set(memory, view, 'panel', panel);
  for (let from = 0; from < p; from += width) {
    memory.kernels[`${kind}_kernel`](view, from, Math.min(from + width, p), column, padded, ld);
    yield;
  }
  for (let first = 0; first < n; first += 256) {
    memory.kernels.gramMirror(padded, ld, first, Math.min(first + 256, n));
    yield;
  }
  const kernel = scope.reserve(n * n * 8);
  for (let i = 0; i < n; i++)
    memory.f64(kernel + i * n * 8, n).set(memory.f64(padded + i * ld * 8, n));
  yield;
  for (const block of [padded, column, panel]) scope.free(block);
  return kernel;
}
