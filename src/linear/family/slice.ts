/** One output of a family: its working set, the quadratic model of the loss there, Newton steps. */
import { PenaltyCall } from '../../memory/calls.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import { wholeBlocks } from '../blocks.ts';
import { termsAt } from '../columnState.ts';
import type { GradientRequest, Solver } from '../gradients.ts';
import { LazyGradients } from '../lazyGradients.ts';
import { spread } from '../spread.ts';
import { WorkingSet } from '../workingSet.ts';
import { ColumnSet } from './columnSet.ts';
import { ANY_GAIN, type CoordinateSet } from './coordinateSet.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { Hessian } from './hessian.ts';
import { lineSearch } from './lineSearch.ts';
import type { OutputVectors } from './outputBlocks.ts';
import { promised } from './promise.ts';
import { suitsColumns } from './suitsColumns.ts';
import { steppedWith, takeTangent } from './tangent.ts';

/** A quadratic that predicts the gain worse than by this share is made anew. */
export const TRUST = 0.25;

/** Share of the promised decrease that a penalty that is not convex must see at the full step. */
const DECREASE = 0.1;

/** Beyond this much the curvatures cannot be to blame. */
const MOST_DAMPING = 1e9;

/** Rounding of a loss, as a share of it. */
export const ROUNDING = 1e-14;

export class Slice {
  readonly index: number;
  readonly set: CoordinateSet;
  /** All p gradients X̃ᵀ v, gap terms of all columns that matter, and the coefficients they read. */
  readonly u: number;
  readonly terms: number;
  readonly b: number;
  /** Σ ω ℓ at the last refresh. */
  loss = 0;
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #hessian: Hessian;
  readonly #before: number;
  readonly #screening: number;
  readonly #found: number;
  readonly #d: number;
  /** Of a single output and coefficients that are penalized one by one. */
  readonly #lazy: LazyGradients | undefined;
  #intercept = 0;
  #stale = true;
  /** What the curvatures are multiplied by; 1 where the penalty is convex. */
  #damping = 1;

  constructor(problem: FamilyProblem, rows: FamilyRows, index: number, all: OutputVectors) {
    const { scope, design } = problem;
    this.index = index;
    this.#problem = problem;
    this.#rows = rows;
    this.#hessian = new Hessian(problem, rows);
    this.set =
      suitsColumns(problem) && !this.#hessian.problem.curve
        ? new ColumnSet(this.#hessian.problem, rows.of(rows.v, index), problem.isCentred)
        : new WorkingSet(this.#hessian.problem);
    const first = index * design.p * 8;
    this.u = all.u + first;
    this.b = all.b + first;
    this.#before = all.before + first;
    this.#found = scope.i32(design.p);
    this.#d = scope.f64(design.n);
    const screening = { before: this.#before, inside: this.set.inside, found: this.#found };
    this.terms = termsAt(problem, this.u, this.b);
    this.#screening = termsAt(problem, this.u, this.b, screening);
    if (problem.family.outputs === 1 && !problem.blocks)
      this.#lazy = new LazyGradients(problem, this.terms, this.u, this.set);
  }

  get intercept(): number {
    return this.#intercept;
  }

  /** The penalty whose kink says which gradients can be left out. */
  setPenalty(penalty: Penalty, params: number): void {
    this.#lazy?.setPenalty(penalty, params);
  }

  /** Coefficients that were never in the set are 0. */
  *add(columns: ArrayLike<number>): Task<void> {
    const { scope, design, blocks } = this.#problem;
    const whole = wholeBlocks(blocks, columns, scope.memory.i32(this.set.inside, design.p));
    if (whole.length === 0) return;
    const list = scope.putI32(whole);
    if (!this.set.centres) yield* this.#hessian.centre(list, whole.length);
    scope.free(list);
    this.#lazy?.settle(whole, this.#rows.of(this.#rows.v, this.index));
    yield* this.set.add(whole, this.u);
  }

  /** η from the offset and the coefficients alone, the intercept at its optimum. */
  *rebuildPredictor(offset: number): Task<void> {
    const { scope, design, view, hasIntercept } = this.#problem;
    const { memory } = scope;
    const { n, kind } = design;
    const eta = this.#rows.of(this.#rows.eta, this.index);
    const known = this.#rows.of(offset, this.index);
    if (offset) memory.f64(eta, n).set(memory.f64(known, n));
    else memory.f64(eta, n).fill(0);
    const { list, size } = this.set;
    memory.kernels[`${kind}_combine`](view, list, size, this.set.vector('b').byteOffset, eta);
    yield;
    if (!hasIntercept) return;
    memory.kernels.shift(n, this.#intercept, eta);
    // outputs that hang together are centred when all of them are rebuilt
    if (!this.#rows.family.joint) this.#intercept += yield* this.#rows.recentreInSlices(this.index);
  }

  /** All outputs' intercepts were moved, this one by `by`, and their v and h written. */
  moveIntercept(by: number, loss: number): void {
    this.#intercept += by;
    this.loss = loss;
  }

  /** Loss, v and h at η. */
  gradients(): void {
    this.loss = this.#rows.gradients(this.index);
  }

  /** The gradient of every column. */
  *gradientOfAll(): Solver<void> {
    const v = this.#rows.of(this.#rows.v, this.index);
    yield { problem: this.#problem, v, out: this.u, lazy: this.#lazy } satisfies GradientRequest;
    this.set.refresh(this.u);
    spread(this.#problem, this.set, this.b);
  }

  /** Intercept, loss and the gradients of the working set at the present η. */
  *refresh(): Task<void> {
    const { moved, loss } = yield* this.#rows.settle(this.index, this.#problem.hasIntercept);
    this.moveIntercept(moved, loss);
    yield;
    yield* this.gradientOfSet();
  }

  /** The gradients of the working set at the present v. */
  *gradientOfSet(): Task<void> {
    const { scope, design, view } = this.#problem;
    const { memory } = scope;
    const { size } = this.set;
    if (size > 0) {
      const v = this.#rows.of(this.#rows.v, this.index);
      const total = memory.kernels.sum(design.n, v);
      memory.kernels[`${design.kind}_dots`](view, this.set.list, size, v, total, this.u);
      yield;
    }
    this.set.refresh(this.u);
  }

  /**
   * One proximal Newton step from the point of the last refresh: minimise the quadratic model plus
   * penalty on the set, then search along the line. @returns the gain, −1 where nothing moved.
   * Lee, Sun, Saunders (2014), SIAM J. Optim. 24(3), algorithm 1.
   */
  *step(penalty: Penalty, params: number, tolerance: number): Task<number> {
    if (this.set.size === 0) return -1;
    const own = steppedWith(penalty, this.#problem, this.set);
    const proposal = yield* this.#propose(penalty, own, params, tolerance);
    if (!proposal) return -1;
    const { b, model, noise, wasFresh } = proposal;
    const gain = (t: number) => this.#gain(penalty, params, t);
    const taken = own.convex
      ? lineSearch(model.slope, noise, gain)
      : { step: 1, gain: proposal.full };
    if (taken.step < 1) this.#retreat(b, taken.step);
    const { kernels } = this.#problem.scope.memory;
    const eta = this.#rows.of(this.#rows.eta, this.index);
    kernels.axpy(this.#problem.design.n, taken.step, this.#d, eta);
    const error = Math.abs(taken.gain - model.gain);
    const trusted = taken.step === 1 && error <= TRUST * model.gain + noise;
    const isDamped = this.#damping > 1;
    this.#damping = Math.max(this.#damping / 2, 1);
    const { exact } = this.#problem.family;
    this.#stale = !trusted || isDamped || this.set.rebuildsFast || exact !== undefined;
    return taken.step > 0 || !wasFresh ? Math.max(taken.gain, 0) : -1;
  }

  /**
   * The set at the minimum of the model, and what the objective gains there. Where the penalty is
   * not convex, the way there may lead uphill: instead of going back on it, the quadratic gets
   * steeper until the loss lies below it, and then the minimum of the model is a descent.
   */
  *#propose(penalty: Penalty, own: Penalty, params: number, tolerance: number) {
    const b = this.set.vector('b').slice();
    const noise = ROUNDING * Math.max(Math.abs(this.loss), this.#problem.nullLoss);
    for (;;) {
      const wasFresh = yield* this.#renew();
      if (own !== penalty) takeTangent(this.#problem, this.set, penalty);
      const u = this.set.vector('u').slice();
      yield* this.set.improve(own, params, tolerance);
      if (!this.#aim(b)) return undefined;
      const model = promised(this.set, u, this.#penaltyChange(own, params, 1));
      const full = own.convex ? 0 : this.#gain(penalty, params, 1);
      const holds = full >= DECREASE * model.gain - noise || this.#damping > MOST_DAMPING;
      if (own.convex || holds) return { b, model, full, noise, wasFresh };
      this.#damping *= 4;
      this.#stale = true;
      this.restore(b);
      this.set.refresh(this.u);
    }
  }

  /** The direction from b to where the set is, and what it does to η. @returns whether it moves. */
  #aim(b: Float64Array): boolean {
    const next = this.set.vector('b');
    const direction = this.set.vector('direction');
    for (let k = 0; k < b.length; k++) direction[k] = next[k]! - b[k]!;
    const moves = direction.some((step) => step !== 0);
    if (moves) this.#combine(direction);
    return moves;
  }

  /** Columns outside the set that may be needed at the next strength. */
  screen(penalty: Penalty, params: number, ratio: number): Int32Array {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    const count = kernel(PenaltyCall.screen, this.#screening, params, ratio, 0);
    return memory.i32(this.#found, count).slice();
  }

  /** Keep the gradients for the secant of the next screening. */
  remember(): void {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    memory.f64(this.#before, design.p).set(memory.f64(this.u, design.p));
  }

  /** Back to other coefficients on the set; those beyond `b` are 0. */
  restore(b: Float64Array): void {
    const own = this.set.vector('b');
    own.fill(0);
    own.set(b);
  }

  /** tr H (H + C)⁻¹ over the set, with the curvatures of the last refresh. */
  *freedom(penalty: Penalty, params: number): Task<number> {
    const b = this.set.vector('b').slice();
    this.#stale = true;
    yield* this.#renew();
    yield* this.set.improve(penalty, params, ANY_GAIN);
    const df = yield* this.set.freedom(penalty, params);
    this.restore(b);
    this.set.refresh(this.u);
    return df;
  }

  /** A Gram matrix of the present curvatures, where the last one misled. @returns whether so. */
  *#renew(): Task<boolean> {
    if (!this.#stale) return false;
    const { set } = this;
    this.#hessian.take(this.#rows.of(this.#rows.h, this.index), this.#damping);
    if (!set.centres) yield* this.#hessian.centre(set.list, set.size);
    yield* set.rebuild();
    this.#stale = false;
    return true;
  }

  /** d ← what the direction does to η, the intercept moving along. */
  #combine(direction: Float64Array): void {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    memory.f64(this.#d, design.n).fill(0);
    const { view } = this.#hessian.problem;
    const { list, size } = this.set;
    memory.kernels[`${design.kind}_combine`](view, list, size, direction.byteOffset, this.#d);
  }

  /** How much less the objective is at step t; `loss` is that of the last refresh. */
  #gain(penalty: Penalty, params: number, t: number): number {
    const loss = this.#rows.alongSettled(this.index, this.#d, t);
    return this.loss - loss - this.#penaltyChange(penalty, params, t);
  }

  /** Ω(b + tδ) − Ω(b); the set holds b + δ. */
  #penaltyChange(penalty: Penalty, params: number, t: number): number {
    const kernel = this.#problem.scope.memory.kernels[penalty.kernel];
    const at = (a: number) => kernel(PenaltyCall.along, this.set.quadratic, params, a, 0);
    return at(t - 1) - at(-1);
  }

  /** b + tδ */
  #retreat(b: Float64Array, step: number): void {
    const own = this.set.vector('b');
    const direction = this.set.vector('direction');
    for (let k = 0; k < b.length; k++) own[k] = b[k]! + step * direction[k]!;
  }
}
