/** A family's model along λ: proximal Newton on working sets, certified over all columns. */
import { PenaltyCall } from '../../memory/calls.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import type { Solver } from '../gradients.ts';
import { FamilyDual } from './familyDual.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { FamilyRows } from './familyRows.ts';
import { further } from './further.ts';
import { JointStep } from './jointStep.ts';
import { OutputBlocks, type OutputVectors } from './outputBlocks.ts';
import { Slice } from './slice.ts';
import { Smoothing } from './smoothing.ts';
import { interceptShift, settleShifts } from './symmetry.ts';

/** Full checks per λ, and checks in a row without progress, before the best is reported. */
const MAX_CHECKS = 40;
const PATIENCE = 4;
/** Share of the goal that the working sets are solved to: their distance leaves other columns out. */
const NEAR = 0.7;
/** Newton cycles between two checks. */
const MAX_CYCLES = 100;
/** What a look that disappoints makes of the gain at which steps end. */
const HARDER = 0.05;
/** Share of the goal that a cycle of coupled outputs gains when they may be there. */
const LOOK = 0.003;
/** Where they were not, the share of what the gain must be until the next look. */
const AGAIN = 0.7;

/** Coefficients and intercepts with how far they are from the optimum. */
export interface Point {
  readonly distance: number;
  readonly loss: number;
  readonly intercepts: readonly number[];
  readonly b: readonly Float64Array[];
}

export class FamilyState {
  readonly slices: readonly Slice[];
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #params: number;
  readonly #dual: FamilyDual;
  readonly #smoothing: Smoothing;
  /** Of a family of several outputs. */
  readonly #joint: JointStep | undefined;
  /** Reserved at the first penalty across outputs. */
  #blocks: OutputBlocks | undefined;
  readonly #vectors: OutputVectors;
  /** Coefficients of the sets at the last strength. */
  #last: readonly Float64Array[] | undefined;
  /** Whether a single output's went on from there: its gradients are those of another point. */
  #isAhead = false;

  constructor(problem: FamilyProblem) {
    const { scope, design, family, y, weights, params } = problem;
    this.#problem = problem;
    this.#rows = new FamilyRows(scope, family, { n: design.n, y, weights, params });
    this.#params = scope.f64(8);
    const all = () => scope.f64(design.p * family.outputs);
    this.#vectors = { u: all(), b: all(), before: all() };
    this.slices = Array.from(
      { length: family.outputs },
      (_, k) => new Slice(problem, this.#rows, k, this.#vectors),
    );
    this.#dual = new FamilyDual(problem, this.#rows, this.slices);
    this.#smoothing = new Smoothing(problem, this.#rows);
    this.#joint = family.joint && new JointStep(problem, this.#rows, this.slices);
  }

  /** The penalty whose amounts the kernels read from now on. */
  setPenalty(penalty: Penalty): void {
    const { memory } = this.#problem.scope;
    memory.f64(this.#params, penalty.params.length).set(penalty.params);
    for (const slice of this.slices) slice.setPenalty(penalty, this.#params);
    if (!penalty.acrossOutputs || this.#blocks) return;
    const { inside } = this.slices[0]!.set;
    this.#blocks = new OutputBlocks(this.#problem, this.slices.length, this.#vectors, inside);
  }

  /** Predictors and all gradients at the coefficients. */
  *check(): Solver<void> {
    yield* this.#rebuild();
    for (const slice of this.slices) yield* slice.gradientOfAll();
  }

  /** Intercepts at their optimum, loss, v and h there. */
  *#rebuild(): Task<void> {
    const { offset } = this.#problem;
    for (const slice of this.slices)
      yield* this.#joint ? slice.rebuildPredictor(offset) : slice.look(offset);
    this.#joint?.recentre();
  }

  /** The same at these coefficients of the sets. */
  *#place(b: readonly Float64Array[]): Task<void> {
    for (const [k, slice] of this.slices.entries()) slice.restore(b[k]!);
    yield* this.#rebuild();
  }

  /** Solve on the given columns alone, all gradients up to date in the end. */
  *solveOn(penalty: Penalty, columns: readonly ArrayLike<number>[], goal: number): Solver<void> {
    for (const [k, slice] of this.slices.entries()) yield* slice.add(columns[k]!);
    yield* this.#descend(penalty, goal);
    yield* this.check();
  }

  /** Solve at one strength; `entering` are the columns to begin with, for each slice. */
  *solve(penalty: Penalty, entering: readonly ArrayLike<number>[], goal: number): Solver<Point> {
    let next = entering;
    let best: Point | undefined;
    let since = 0;
    let sharp = false;
    let inner = NEAR * goal;
    this.#smoothing.restart();
    for (let round = 0; round < MAX_CHECKS && since < PATIENCE; round++) {
      for (const [k, slice] of this.slices.entries()) yield* slice.add(next[k]!);
      yield* this.#descend(penalty, inner);
      yield* this.check();
      const distance = yield* this.#dual.distance(penalty, this.#params, this.#blocks);
      const point = this.#point(distance);
      // stationary for the smoothed loss says nothing of the loss itself
      const isFirst = !sharp;
      sharp = penalty.convex || this.#smoothing.isNarrow;
      const better = !best || isFirst || point.distance < best.distance;
      const grows = next.some((columns) => columns.length > 0);
      since = better || grows ? 0 : since + 1;
      if (better) best = point;
      if (sharp && point.distance <= goal) break;
      inner = Math.max(inner / 10, 1e-9 * goal);
      next = this.#entering(penalty, 0);
      // under a concave penalty columns enter while steps are long: narrow smoothings hold them up
      if (penalty.convex) this.#smoothing.sharpen(goal);
      else if (next.every((columns) => columns.length === 0)) this.#smoothing.sharpen(Infinity);
    }
    if (since > 0) yield* this.#restore(best!);
    return best!;
  }

  /**
   * Coefficients that go on `ratio` times as far as they came from the strength before the last,
   * where that lowers the objective: optima lie on a curve that bends little.
   */
  *goOn(penalty: Penalty, ratio: number): Solver<void> {
    const now = this.slices.map(({ set }) => set.vector('b').slice());
    const last = this.#last;
    this.#last = now;
    if (!(ratio > 0) || !last || !penalty.convex || !this.#takesCycles(penalty)) return;
    const before = this.#objective(penalty);
    const next = this.slices.map(({ set }, k) => further(this.#problem, set, last[k]!, ratio));
    yield* this.#place(next);
    if (this.#objective(penalty) > before) yield* this.#place(now);
    this.#isAhead = !this.#joint;
  }

  /**
   * Whether coefficients that begin nearer save cycles, of outputs in turn or of blocks. A single
   * Newton step costs no more than that, and with more rows than columns blocks end with one.
   */
  #takesCycles(penalty: Penalty): boolean {
    if (this.#joint) return this.#joint.turnsFirst(penalty) > 0;
    const { blocks, design } = this.#problem;
    return blocks !== undefined && this.slices[0]!.set.size > design.n;
  }

  /** Columns that may enter at this strength. */
  screen(penalty: Penalty, ratio: number): Int32Array[] {
    const found = this.#entering(penalty, ratio);
    // what other outputs or a new beginning do to gradients is not what a quadratic misses
    const isMissed = !this.#joint && !this.#takesCycles(penalty);
    for (const slice of this.slices) slice.remember(isMissed ? ratio : 0);
    return found;
  }

  #entering(penalty: Penalty, ratio: number): Int32Array[] {
    if (!penalty.acrossOutputs)
      return this.slices.map((slice) => slice.screen(penalty, this.#params, ratio));
    const found = this.#blocks!.screen(penalty, this.#params, ratio);
    return this.slices.map(() => found);
  }

  /** ω ℓ″ of a single output's rows at the last check. */
  curvatures(): Float64Array {
    const { scope, design } = this.#problem;
    return scope.memory.f64(this.#rows.h, design.n).slice();
  }

  /** tr H (H + C)⁻¹ over the set: the degrees of freedom of a ridge fit. */
  *freedom(penalty: Penalty): Task<number> {
    if (this.#joint?.suits(penalty)) return yield* this.#joint.freedom(penalty, this.#params);
    let sum = 0;
    for (const slice of this.slices) sum += yield* slice.freedom(penalty, this.#params);
    return sum;
  }

  /** Newton steps on the working sets until their own distance is at most `goal`. */
  *#descend(penalty: Penalty, goal: number): Task<void> {
    const { nullLoss } = this.#problem;
    // what is left of the objective goes with the square of the gap
    let tolerance = (goal * goal) / Math.max(nullLoss, goal);
    const turns = this.#joint?.turnsFirst(penalty) ?? MAX_CYCLES;
    // a gradient may grow for long while the objective falls
    const patience = penalty.convex || !this.#smoothing.width ? 4 : 20;
    let last = Infinity;
    let stalled = 0;
    let enough = LOOK * goal;
    for (let cycle = 0; cycle < MAX_CYCLES && stalled < patience; cycle++) {
      const gain = yield* cycle < turns
        ? this.#turns(penalty, tolerance)
        : this.#together(penalty, tolerance);
      if (gain < 0) return;
      // where a look costs as much as a cycle, it has to be worth it
      if (this.#joint && cycle < turns && gain > enough) continue;
      yield* this.#refresh();
      const distance = this.#within(penalty);
      // the gap cannot be less than what the smoothing costs
      if (distance <= Math.max(goal, penalty.convex ? 2 * this.#smoothing.width : 0)) return;
      tolerance *= HARDER;
      // gains go with the square of distances
      const share = goal / distance;
      enough = AGAIN * gain * share * share;
      stalled = distance < 0.9 * last ? 0 : stalled + 1;
      last = Math.min(last, distance);
      yield;
    }
  }

  /** One Newton step of each output in turn. @returns what they gained, −1 where none moved. */
  *#turns(penalty: Penalty, tolerance: number): Task<number> {
    let gain = -1;
    for (const slice of this.slices) {
      // alone, nothing has moved since the check or the step before, but a smoothing may have
      if (this.slices.length > 1 || this.#isAhead || this.#problem.family.exact)
        yield* slice.refresh();
      const own = yield* slice.step(penalty, this.#params, tolerance);
      if (own >= 0) gain = Math.max(gain, 0) + own;
    }
    this.#isAhead = false;
    if (this.#problem.family.symmetric) settleShifts(this.#problem, this.slices, penalty);
    return gain;
  }

  /** One Newton step of all outputs at once. @returns 0, or −1 where nothing moved. */
  *#together(penalty: Penalty, tolerance: number): Task<number> {
    yield* this.#joint!.refresh();
    const moved = yield* this.#joint!.step(penalty, this.#params, tolerance);
    if (this.#problem.family.symmetric) settleShifts(this.#problem, this.slices, penalty);
    return moved ? 0 : -1;
  }

  /** Loss, intercepts and the gradients of the working sets at the present predictors. */
  *#refresh(): Task<void> {
    if (this.#joint) yield* this.#joint.look();
    else for (const slice of this.slices) yield* slice.refresh();
  }

  /** The distance from the optimum of the working sets alone. */
  #within(penalty: Penalty): number {
    const { scope, nullLoss } = this.#problem;
    const kernel = scope.memory.kernels[penalty.kernel];
    const terms = this.#terms(penalty);
    const ask = (call: number, a = 0) =>
      terms.map((at) => kernel(call, at, this.#params, a, nullLoss));
    if (!penalty.convex) return Math.max(...ask(PenaltyCall.stationarity));
    const scale = Math.min(...ask(PenaltyCall.scale), this.#rows.reach(this.#rows.v));
    const columns = ask(PenaltyCall.fenchel, scale).reduce((sum, value) => sum + value, 0);
    return columns + this.#rows.nearGap(scale);
  }

  /** Addresses of the gap terms of the sets. */
  #terms(penalty: Penalty): readonly number[] {
    if (penalty.acrossOutputs) return [this.#joint!.gather(penalty)];
    return this.slices.map(({ set }) => set.terms);
  }

  /** F + Ω, as the last gradients have F: at scale 0 the gap terms of coefficients are Ω alone. */
  #objective(penalty: Penalty): number {
    const kernel = this.#problem.scope.memory.kernels[penalty.kernel];
    const values = this.#terms(penalty).map((at) =>
      kernel(PenaltyCall.fenchel, at, this.#params, 0, 0),
    );
    return values.reduce((sum, value) => sum + value, this.slices.at(-1)!.loss);
  }

  #point(distance: number): Point {
    const { symmetric, exact } = this.#problem.family;
    const common = symmetric ? interceptShift(this.#problem, this.slices) : 0;
    return {
      distance,
      loss: exact ? this.#rows.exactLoss(0) : this.slices.at(-1)!.loss,
      intercepts: this.slices.map((slice) => slice.intercept - common),
      b: this.slices.map(({ set }) => set.vector('b').slice()),
    };
  }

  *#restore(best: Point): Solver<void> {
    yield* this.#place(best.b);
    for (const slice of this.slices) yield* slice.gradientOfAll();
  }
}
