/** The state of a path on columns: working set, gradients of all columns, residual, certificate. */
import { TermsRecord } from '../memory/record.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Task } from '../runtime/run.ts';
import { DualPoint } from './dualPoint.ts';
import { ColumnSet } from './family/columnSet.ts';
import { suitsColumns } from './family/suitsColumns.ts';
import type { Solver } from './gradients.ts';
import { LazyGradients } from './lazyGradients.ts';
import type { Problem } from './problem.ts';
import { GRAM_ROUNDINGS, RESIDUAL_ROUNDINGS, roundingIn } from './rounding.ts';
import { nonzeros, type Solution } from './solution.ts';
import { spread } from './spread.ts';
import { WorkingSet } from './workingSet.ts';

/** Full checks per λ, and checks in a row without a smaller gap, before the best is reported. */
const MAX_CHECKS = 40;
const PATIENCE = 4;

/** Share of the goal that the set is solved to: its distance leaves other columns out. */
const NEAR = 0.8;

/** Checks in a row whose residual is what descent has kept; its roundings are charged for. */
const MOST_KEPT = 8;

/** Columns that may always enter together; more than that only as many as are in already. */
const LEAST_ENTRIES = 100;

/** Coordinates with or without their Gram matrix. */
type LeastSquaresSet = WorkingSet | ColumnSet;

interface Best {
  readonly gap: number;
  readonly b: Float64Array;
  readonly squares: number;
}

export class ColumnState {
  readonly set: LeastSquaresSet;
  /** All p gradients X̃ᵀ(ω ∘ r). */
  readonly u: number;
  readonly params: number;
  readonly #problem: Problem;
  readonly #dual: DualPoint;
  readonly #lazy: LazyGradients;
  /** Gradients at the λ before. */
  readonly #before: number;
  /** Terms of the columns that matter at the last check, and of all. */
  readonly #terms: number;
  readonly #allTerms: number;
  /** All p coefficients. */
  readonly #b: number;
  readonly #found: number;
  readonly #eta: number;
  readonly #r: number;
  readonly #v: number;
  #squares = 0;
  #kept = 0;

  constructor(problem: Problem) {
    const { scope, design } = problem;
    this.#problem = problem;
    this.u = scope.f64(design.p);
    this.#before = scope.f64(design.p);
    this.#b = scope.f64(design.p);
    this.#found = scope.i32(design.p);
    this.#eta = scope.f64(design.n);
    this.#r = scope.f64(design.n);
    this.#v = scope.f64(design.n);
    this.set = suitsColumns(problem)
      ? new ColumnSet(problem, this.#v, false)
      : new WorkingSet(problem);
    this.params = scope.f64(2);
    this.#terms = termsAt(problem, this.u, this.#b);
    this.#allTerms = termsAt(problem, this.u, this.#b);
    this.#dual = new DualPoint(problem, this.#b);
    this.#lazy = new LazyGradients(problem, this.#terms, this.u, this.set);
  }

  setPenalty(penalty: Penalty): void {
    this.#problem.scope.memory.f64(this.params, penalty.params.length).set(penalty.params);
    this.#lazy.setPenalty(penalty, this.params);
  }

  /** Columns whose gradients are exact from now on. */
  *add(columns: ArrayLike<number>): Task<void> {
    this.#lazy.settle(columns, this.#v);
    yield* this.set.add(columns, this.u);
  }

  /** The gradient of every column, u = X̃ᵀ(ω ∘ r), r from scratch or as descent has kept it. */
  *check(keeps = false): Solver<void> {
    const { set } = this;
    const settled = keeps && set instanceof ColumnSet && this.#kept < MOST_KEPT;
    if (settled) this.#squares = set.residual(this.#v, this.u);
    else this.#residual();
    this.#kept = settled ? this.#kept + 1 : 0;
    spread(this.#problem, set, this.#b);
    yield { problem: this.#problem, v: this.#v, out: this.u, lazy: this.#lazy, settled };
    if (!settled && set instanceof ColumnSet) set.refresh(this.u);
  }

  #residual(): void {
    const { scope, design, y, weights, hasIntercept, view } = this.#problem;
    const { memory } = scope;
    const { n, kind } = design;
    memory.f64(this.#eta, n).fill(0);
    const { list, size } = this.set;
    const combine = memory.kernels[`${kind}_combine`];
    if (size > 0) combine(view, list, size, this.set.vector('b').byteOffset, this.#eta);
    const { squaredResidual } = memory.kernels;
    const flag = Number(hasIntercept);
    this.#squares = squaredResidual(n, this.#eta, y, weights, flag, this.#r, this.#v);
  }

  /** Solve at one λ: guess the columns, solve on them, check all, add what was missed. */
  *solve(penalty: Penalty, lambda: number, ratio: number): Solver<Solution> {
    const { scope, squares, nullLoss, tol, design } = this.#problem;
    const goal = tol * nullLoss;
    if (this.set instanceof ColumnSet) this.set.follow(ratio);
    let entering = this.#screen(penalty, ratio);
    scope.memory.f64(this.#before, design.p).set(scope.memory.f64(this.u, design.p));
    let best: Best | undefined;
    let since = 0;
    let inner = NEAR * goal;
    for (let round = 0; round < MAX_CHECKS && since < PATIENCE; round++) {
      yield* this.add(entering);
      if (this.set.size > 0) yield* this.set.solve(penalty, this.params, squares, inner);
      // at λ = 0 the dual point needs r
      yield* this.check(round === 0 && lambda > 0);
      const gap = yield* this.#certify(penalty);
      const better = !best || gap < best.gap;
      since = better || entering.length > 0 ? 0 : since + 1;
      if (better) best = { gap, b: this.set.vector('b').slice(), squares: this.#squares };
      if (gap <= goal) break;
      this.set.refresh(this.u);
      entering = this.#screen(penalty, 0);
      // what was missing says nothing of how well the set was solved
      if (entering.length === 0) inner = Math.max(inner / 10, 1e-7 * goal);
    }
    if (best!.b.length !== this.set.size || since > 0) yield* this.#restore(best!);
    const solution = this.#solution(lambda, best!);
    if (penalty.l1Ratio > 0) return solution;
    return { ...solution, df: yield* this.set.freedom(penalty, this.params) };
  }

  /** The duality gap over all columns, of the residual of the last check. */
  *#certify(penalty: Penalty): Solver<number> {
    const { scope, nullLoss, squares } = this.#problem;
    const kernel = scope.memory.kernels[`${penalty.kernel as 'elasticNet'}_gap`];
    const point = yield* this.#dual.find(penalty, this.u, this.#r);
    const gap = point
      ? kernel(point.terms, this.params, point.squares, point.removed, nullLoss)
      : kernel(this.#terms, this.params, this.#squares, 0, nullLoss);
    return (
      gap +
      roundingIn(
        this.set,
        penalty.params[1]!,
        squares,
        this.#kept > 0 ? GRAM_ROUNDINGS : RESIDUAL_ROUNDINGS,
      )
    );
  }

  #solution(lambda: number, { gap, b, squares: left }: Best): Solution {
    const { squares } = this.#problem;
    const columns = this.set.columns().subarray(0, b.length);
    const devianceRatio = squares > 0 ? 1 - left / squares : 0;
    return { lambda, ...nonzeros(columns, b), gap, devianceRatio };
  }

  /** Go back to the best coefficients: where rounding has the last word, rounds can make it worse. */
  *#restore(best: Best): Solver<void> {
    const b = this.set.vector('b');
    b.fill(0);
    b.set(best.b);
    yield* this.check();
    this.set.refresh(this.u);
  }

  /** Columns outside the set that may be needed. */
  #screen(penalty: Penalty, ratio: number): Int32Array {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[`${penalty.kernel as 'elasticNet'}_screen`];
    const { inside } = this.set;
    const count = kernel(this.#allTerms, this.params, this.#before, ratio, inside, this.#found);
    const found = memory.i32(this.#found, count).slice();
    // A large step of λ may guess far too many: the strongest first, the check finds the rest.
    const most = Math.max(LEAST_ENTRIES, this.set.size);
    if (count <= most) return found;
    const u = memory.f64(this.u, this.#problem.design.p);
    const factor = memory.f64(this.#problem.penaltyFactor, u.length);
    const strength = (j: number) => Math.abs(u[j]!) / factor[j]!;
    return found
      .sort((a, b) => strength(b) - strength(a))
      .slice(0, most)
      .sort();
  }
}

/** A record of gap terms over all p columns; with what screening reads and writes, if given. */
export function termsAt(
  problem: Problem,
  u: number,
  b: number,
  screening = { before: 0, inside: 0, found: 0 },
): number {
  const { scope, design, penaltyFactor, lower, upper, inverse } = problem;
  const at = scope.reserve(TermsRecord.bytes);
  const blocks = problem.blocks?.record ?? 0;
  const columns = { count: design.p, u, b, penaltyFactor, lower, upper, inverse, blocks };
  TermsRecord.write(scope.memory, at, { ...columns, ...screening });
  return at;
}
