/**
 * Path over λ for wide or sparse data: a working set grown by screening, solved on its Gram
 * matrix, checked by one full pass over X per round. Every λ ends with the duality gap over all
 * columns, computed from a residual made from scratch.
 */

import { TermsRecord } from '../memory/record.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Progress } from '../runtime/types.ts';
import type { Solver } from './gradients.ts';
import type { Problem } from './problem.ts';
import { nonzeros, type PathEnd, pathEnds, type Solution } from './solution.ts';
import { WorkingSet } from './workingSet.ts';

/** Full checks per λ before its gap is reported as it is. */
const MAX_CHECKS = 40;

export function* columnPath(
  problem: Problem,
  penalty: Penalty,
  lambdas: ArrayLike<number>,
  end: PathEnd,
): Solver<Solution[]> {
  const state = new ColumnState(problem);
  yield* state.check();
  yield* state.set.add(freeColumns(problem), state.u);
  const solutions: Solution[] = [];
  for (let l = 0; l < lambdas.length && !pathEnds(solutions, end); l++) {
    const lambda = lambdas[l]!;
    const at = penalty.scaled(lambda);
    state.setPenalty(at);
    solutions.push(yield* state.solve(at, lambdas, l));
    yield { phase: 'path', done: l + 1, total: lambdas.length, lambda } satisfies Progress;
  }
  return solutions;
}

/** Gradient at the model of the unpenalized columns alone: what λ_max is read from. */
export function* nullGradient(problem: Problem, penalty: Penalty): Solver<Float64Array> {
  const { memory } = problem.scope;
  const state = new ColumnState(problem);
  yield* state.check();
  const free = freeColumns(problem);
  if (free.length > 0) {
    yield* state.set.add(free, state.u);
    const none = penalty.scaled(0);
    state.setPenalty(none);
    yield* state.set.solve(none, state.params, problem.squares, 0);
    yield* state.check();
  }
  return memory.f64(state.u, problem.design.p).slice();
}

/** Columns without penalty are always in the set. */
function freeColumns(problem: Problem): number[] {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const factor = memory.f64(problem.penaltyFactor, p);
  const scale = memory.f64(problem.scale, p);
  return [...memory.i32(problem.all, p)].filter((j) => factor[j] === 0 && scale[j] !== 0);
}

class ColumnState {
  readonly set: WorkingSet;
  /** All p gradients, now and at the λ before. */
  u: number;
  #before: number;
  readonly params: number;
  readonly #problem: Problem;
  readonly #terms: number;
  readonly #b: number;
  readonly #found: number;
  readonly #eta: number;
  readonly #r: number;
  readonly #v: number;
  #squares = 0;

  constructor(problem: Problem) {
    const { scope, design } = problem;
    this.#problem = problem;
    this.set = new WorkingSet(problem);
    this.u = scope.f64(design.p);
    this.#before = scope.f64(design.p);
    this.#b = scope.f64(design.p);
    this.#found = scope.i32(design.p);
    this.#eta = scope.f64(design.n);
    this.#r = scope.f64(design.n);
    this.#v = scope.f64(design.n);
    this.params = scope.f64(2);
    this.#terms = scope.f64(Math.ceil(TermsRecord.bytes / 8));
    this.#writeTerms();
  }

  setPenalty(penalty: Penalty): void {
    this.#problem.scope.memory.f64(this.params, penalty.params.length).set(penalty.params);
  }

  /** Residual from scratch, then the gradient of every column: u = X̃ᵀ(ω ∘ r). */
  *check(): Solver<void> {
    const { scope, design, y, weights, hasIntercept, center, scale } = this.#problem;
    const { memory } = scope;
    const { n, at, kind } = design;
    memory.f64(this.#eta, n).fill(0);
    const b = this.set.size > 0 ? scope.putF64(this.set.vector('b')) : 0;
    const combine = memory.kernels[`${kind}_combine`];
    if (b) combine(at, this.set.list, this.set.size, center, scale, b, this.#eta);
    if (b) scope.free(b);
    const { squaredResidual } = memory.kernels;
    const flag = Number(hasIntercept);
    this.#squares = squaredResidual(n, this.#eta, y, weights, flag, this.#r, this.#v);
    yield { problem: this.#problem, v: this.#v, out: this.u };
  }

  *solve(penalty: Penalty, lambdas: ArrayLike<number>, l: number): Solver<Solution> {
    const { scope, squares, nullLoss, tol } = this.#problem;
    const { kernels } = scope.memory;
    const goal = tol * nullLoss;
    let entering = this.#screen(penalty, secant(lambdas, l));
    scope.memory
      .f64(this.#before, this.#problem.design.p)
      .set(scope.memory.f64(this.u, this.#problem.design.p));
    let gap = Infinity;
    for (let round = 0; round < MAX_CHECKS; round++) {
      yield* this.set.add(entering, this.u);
      const inner = 0.3 * goal * 0.1 ** Math.min(round, 6);
      if (this.set.size > 0) yield* this.set.solve(penalty, this.params, squares, inner);
      yield* this.check();
      this.#spread();
      gap = kernels[`${penalty.kernel}_gap`](this.#terms, this.params, this.#squares);
      if (gap <= goal) break;
      this.set.refresh(this.u);
      entering = this.#screen(penalty, 0);
    }
    return this.#solution(lambdas[l]!, gap);
  }

  #solution(lambda: number, gap: number): Solution {
    const { squares } = this.#problem;
    return {
      lambda,
      ...nonzeros(this.set.columns(), this.set.vector('b')),
      gap,
      devianceRatio: squares > 0 ? 1 - this.#squares / squares : 0,
    };
  }

  /** Columns outside the set that may be needed. */
  #screen(penalty: Penalty, ratio: number): Int32Array {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[`${penalty.kernel}_screen`];
    const count = kernel(
      this.#terms,
      this.params,
      this.#before,
      ratio,
      this.set.inside,
      this.#found,
    );
    return memory.i32(this.#found, count).slice();
  }

  /** The set's coefficients among all p. */
  #spread(): void {
    const { memory } = this.#problem.scope;
    const all = memory.f64(this.#b, this.#problem.design.p).fill(0);
    const b = this.set.vector('b');
    const list = this.set.columns();
    for (let k = 0; k < b.length; k++) all[list[k]!] = b[k]!;
  }

  #writeTerms(): void {
    const { scope, design, penaltyFactor, lower, upper, radius } = this.#problem;
    const terms = { count: design.p, u: this.u, b: this.#b, penaltyFactor, lower, upper, radius };
    TermsRecord.write(scope.memory, this.#terms, terms);
  }
}

/** How far the next step of λ continues the last one; 0 where there is no last one. */
function secant(lambdas: ArrayLike<number>, l: number): number {
  if (l < 2) return 0;
  const last = lambdas[l - 2]! - lambdas[l - 1]!;
  return last > 0 ? (lambdas[l - 1]! - lambdas[l]!) / last : 0;
}
