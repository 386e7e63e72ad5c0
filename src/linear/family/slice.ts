/** One output of a family: its working set, the quadratic model of the loss there, Newton steps. */
import { PenaltyCall } from '../../memory/calls.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import { wholeBlocks } from '../blocks.ts';
import { termsAt } from '../columnState.ts';
import type { GradientRequest, Solver } from '../gradients.ts';
import { gradientOn, LazyGradients } from '../lazyGradients.ts';
import { spread } from '../spread.ts';
import { WorkingSet } from '../workingSet.ts';
import { ColumnSet } from './columnSet.ts';
import { ANY_GAIN, type CoordinateSet } from './coordinateSet.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { Hessian } from './hessian.ts';
import { LinearPredictor } from './linearPredictor.ts';
import { lineSearch } from './lineSearch.ts';
import { Missed } from './missed.ts';
import type { OutputVectors } from './outputBlocks.ts';
import { promised } from './promise.ts';
import { suitsColumns } from './suitsColumns.ts';
import { steppedWith, takeTangent } from './tangent.ts';
import { ROUNDING, steepness, trustOf } from './trust.ts';

/** Share of the promised decrease that a penalty that is not convex must see at the full step. */
const DECREASE = 0.1;

/** Beyond this much the curvatures cannot be to blame. */
const MOST_DAMPING = 1e9;

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
  /** Of a single output and coefficients that are penalized one by one. */
  readonly #lazy: LazyGradients | undefined;
  readonly #predictor: LinearPredictor;
  #stale = true;
  readonly #missed = new Missed();
  /** Whether v, h, the loss and the gradients of the set are those at η. */
  #isFresh = false;
  /** What the curvatures are multiplied by; 1 where the penalty is convex. */
  #damping = 1;

  constructor(problem: FamilyProblem, rows: FamilyRows, index: number, all: OutputVectors) {
    const { scope, design } = problem;
    this.index = index;
    this.#problem = problem;
    this.#rows = rows;
    this.#hessian = new Hessian(problem, rows);
    this.#predictor = new LinearPredictor(problem, rows, index, this.#hessian);
    this.set =
      suitsColumns(problem) && !this.#hessian.problem.curve
        ? new ColumnSet(this.#hessian.problem, rows.of(rows.v, index), problem.isCentred)
        : new WorkingSet(this.#hessian.problem);
    const first = index * design.p * 8;
    this.u = all.u + first;
    this.b = all.b + first;
    this.#before = all.before + first;
    this.#found = scope.i32(design.p);
    const screening = { before: this.#before, inside: this.set.inside, found: this.#found };
    this.terms = termsAt(problem, this.u, this.b);
    this.#screening = termsAt(problem, this.u, this.b, screening);
    if (problem.family.outputs === 1 && !problem.blocks)
      this.#lazy = new LazyGradients(problem, this.terms, this.u, this.set);
  }

  get intercept(): number {
    return this.#predictor.intercept;
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

  /** η from the offset and the coefficients alone. */
  *rebuildPredictor(offset: number): Task<void> {
    yield* this.#predictor.rebuild(offset, this.#along('b'));
    this.#isFresh = false;
  }

  /** Intercept and loss at the coefficients, of an output that no other hangs together with. */
  *look(offset: number): Task<void> {
    if (this.#predictor.isOld) yield* this.rebuildPredictor(offset);
    if (!this.#isFresh) yield* this.#settle();
  }

  #along(name: 'b' | 'direction') {
    const { list, size } = this.set;
    return { list, size, vector: this.set.vector(name) };
  }

  /** All outputs' intercepts were moved, this one by `by`, and their v and h written. */
  moveIntercept(by: number, loss: number): void {
    this.#predictor.intercept += by;
    this.loss = loss;
  }

  /** The intercept at its optimum; loss, v and h there. */
  *#settle(): Task<void> {
    const { moved, loss } = yield* this.#rows.settle(this.index, this.#problem.hasIntercept);
    this.moveIntercept(moved, loss);
  }

  /** The gradient of every column. */
  *gradientOfAll(): Solver<void> {
    const v = this.#rows.of(this.#rows.v, this.index);
    const known = { lazy: this.#lazy, settled: this.#isFresh };
    yield { problem: this.#problem, v, out: this.u, ...known } satisfies GradientRequest;
    if (!this.#isFresh) this.set.refresh(this.u);
    this.#isFresh = true;
    spread(this.#problem, this.set, this.b);
  }

  /** Intercept, loss and the gradients of the working set at the present η. */
  *refresh(): Task<void> {
    yield* this.#settle();
    yield;
    yield* this.gradientOfSet();
    this.#isFresh = true;
  }

  /** The gradients of the working set at the present v. */
  *gradientOfSet(): Task<void> {
    const { list, size } = this.set;
    if (size > 0) {
      gradientOn(this.#problem, list, size, this.#rows.of(this.#rows.v, this.index), this.u);
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
    this.#predictor.advance(taken.step, this.#along('direction'));
    this.#isFresh = false;
    const error = Math.abs(taken.gain - model.gain);
    const trust = trustOf(this.#rows.n, this.set.size);
    const trusted = taken.step === 1 && error <= trust * model.gain + noise;
    const isDamped = this.#damping > 1;
    this.#damping = Math.max(this.#damping / 2, 1);
    const { exact } = this.#problem.family;
    this.#stale = !trusted || isDamped || this.set.rebuildsFast || exact !== undefined;
    if (!this.#stale && own.convex) this.#scale(steepness(model, taken.gain, noise));
    return taken.step > 0 || !wasFresh ? Math.max(taken.gain, 0) : -1;
  }

  /** The quadratic `by` times as steep. */
  #scale(by: number): void {
    if (by === 1) return;
    this.#hessian.scale(by);
    this.set.scale?.(by);
    this.#missed.scale(by);
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
      this.set.tilt?.(this.#missed.expected);
      yield* this.set.improve(own, params, tolerance);
      if (!this.#aim(b)) {
        this.#missed.clear();
        this.set.refresh(this.u);
        return undefined;
      }
      this.#missed.step(u, this.set.vector('u'));
      const { direction } = this.#predictor;
      const model = promised(this.set, u, direction, this.#penaltyChange(own, params, 1));
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
    const direction = this.set.vector('direction');
    for (const [k, next] of this.set.vector('b').entries()) direction[k] = next - b[k]!;
    const moves = direction.some((step) => step !== 0);
    if (moves) this.#predictor.aim(this.#along('direction'));
    return moves;
  }

  /** Columns outside the set that may be needed at the next strength. */
  screen(penalty: Penalty, params: number, ratio: number): Int32Array {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    const count = kernel(PenaltyCall.screen, this.#screening, params, ratio, 0);
    return memory.i32(this.#found, count).slice();
  }

  /** Keep the gradients for the secant of the next screening; `ratio` is that of this one. */
  remember(ratio: number): void {
    this.#missed.next(this.set.vector('u'), ratio);
    const { scope, design } = this.#problem;
    const { memory } = scope;
    memory.f64(this.#before, design.p).set(memory.f64(this.u, design.p));
  }

  /** Back to other coefficients on the set; those beyond `b` are 0. */
  restore(b: Float64Array): void {
    const own = this.set.vector('b').fill(0);
    own.set(b);
    this.#predictor.leave();
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
    this.#missed.clear();
    this.#hessian.take(this.#rows.of(this.#rows.h, this.index), this.#damping);
    if (!set.centres) yield* this.#hessian.centre(set.list, set.size);
    yield* set.rebuild();
    this.#stale = false;
    return true;
  }

  /** How much less the objective is at step t; `loss` is that of the last refresh. */
  #gain(penalty: Penalty, params: number, t: number): number {
    return this.loss - this.#predictor.lossAt(t) - this.#penaltyChange(penalty, params, t);
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
