/** Proximal Newton steps of all outputs together, where their curvatures hang together. */
import { PenaltyCall } from '../../memory/calls.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import { ANY_GAIN } from './coordinateSet.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { JointHessian } from './jointHessian.ts';
import { recentreAll } from './jointIntercepts.ts';
import { JointSet } from './jointSet.ts';
import { lineSearch } from './lineSearch.ts';
import { promised } from './promise.ts';
import type { Slice } from './slice.ts';
import { ROUNDING, TRUST } from './trust.ts';

/** What the exponentials of a class cost per row in a cycle, in multiply-adds. */
const EXPONENTIALS = 100;

/** Coordinates of all outputs up to which their Gram matrix is made: 32 MB, and its factor. */
const MOST_COORDINATES = 2000;

export class JointStep {
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #slices: readonly Slice[];
  readonly #set: JointSet;
  readonly #hessian: JointHessian;
  /** n f64 per output: what a direction does to η. */
  readonly #d: number;
  #stale = true;
  /** Size and layout of the set that the Gram matrix is of. */
  #known = '';

  constructor(problem: FamilyProblem, rows: FamilyRows, slices: readonly Slice[]) {
    const sets = slices.map(({ set }) => set);
    this.#problem = problem;
    this.#rows = rows;
    this.#slices = slices;
    this.#set = new JointSet(problem, sets);
    this.#hessian = new JointHessian(problem, rows, sets);
    this.#d = problem.scope.f64(rows.n * rows.outputs);
  }

  /** Takes coefficients and gradients of all sets. @returns the address of their gap terms. */
  gather(penalty: Penalty): number {
    this.#set.gather(penalty.acrossOutputs === true);
    return this.#set.terms;
  }

  /** Whether steps of all outputs are called for: curvatures or a penalty hang together. */
  suits(penalty: Penalty): boolean {
    if (penalty.acrossOutputs) return true;
    return this.#problem.family.joint!.coupled && this.#fits;
  }

  /**
   * Cycles of the outputs in turn before steps of all together: as many as one joint Gram matrix
   * costs, which has no outputs to wait for each other.
   */
  turnsFirst(penalty: Penalty): number {
    if (penalty.acrossOutputs) return 0;
    if (!this.suits(penalty)) return Infinity;
    const size = this.#slices.reduce((sum, { set }) => sum + set.size, 0);
    // multiply-adds per row: half the products of all pairs; two passes over the set and exponentials
    return Math.floor((0.5 * size * size) / (2 * size + EXPONENTIALS * this.#slices.length));
  }

  /** tr H (H + C)⁻¹ at the last refresh: the degrees of freedom of a ridge fit. */
  *freedom(penalty: Penalty, params: number): Task<number> {
    const set = this.#set;
    this.gather(penalty);
    yield* this.#renew(`${set.size} ${penalty.acrossOutputs}`);
    set.refresh();
    yield* set.improve(penalty, params, ANY_GAIN);
    return yield* set.freedom(penalty, params);
  }

  /** The Gram matrix of the present curvatures, of a set of this layout. */
  *#renew(layout: string): Task<void> {
    yield* this.#hessian.fill(this.#set);
    this.#set.renew();
    this.#known = layout;
    this.#stale = false;
  }

  /** Whether the sets are small enough for steps of all of them. */
  get #fits(): boolean {
    return this.#slices.reduce((sum, { set }) => sum + set.size, 0) <= MOST_COORDINATES;
  }

  /** Intercepts at their common optimum, and v and h there. */
  recentre(): void {
    const rows = this.#rows;
    const slices = this.#slices;
    if (!this.#problem.hasIntercept) {
      const loss = rows.gradientsOfAll();
      for (const slice of slices) slice.moveIntercept(0, loss);
      return;
    }
    const { moved, loss } = recentreAll(this.#problem.scope, rows);
    slices.forEach((slice, k) => {
      slice.moveIntercept(moved[k]!, loss);
    });
  }

  /** Intercepts, loss and the gradients of the working sets at the present η. */
  *refresh(): Task<void> {
    this.recentre();
    for (const slice of this.#slices) yield* slice.gradientOfSet();
  }

  /** Loss and gradients of the working sets at the present η, intercepts as they are. */
  *look(): Task<void> {
    const loss = this.#rows.gradientsOfAll();
    for (const slice of this.#slices) {
      slice.moveIntercept(0, loss);
      yield* slice.gradientOfSet();
    }
  }

  /** One step from the point of the last refresh. @returns whether it moved. */
  *step(penalty: Penalty, params: number, tolerance: number): Task<boolean> {
    const set = this.#set;
    if (this.#slices.every((slice) => slice.set.size === 0)) return false;
    this.gather(penalty);
    const layout = `${set.size} ${penalty.acrossOutputs}`;
    const wasFresh = this.#stale || this.#known !== layout;
    if (wasFresh) yield* this.#renew(layout);
    set.refresh();
    const b = set.vector('b').slice();
    const u = set.vector('u').slice();
    yield* set.improve(penalty, params, tolerance);
    const next = set.vector('b');
    const direction = set.vector('direction');
    let moves = false;
    for (let at = 0; at < b.length; at++) {
      direction[at] = next[at]! - b[at]!;
      if (direction[at] !== 0) moves = true;
    }
    if (!moves) return false;
    this.#combine(direction);
    const model = promised(set, u, this.#d, this.#penaltyChange(penalty, params, 1));
    const { loss } = this.#slices[0]!;
    const noise = ROUNDING * Math.max(Math.abs(loss), this.#problem.nullLoss);
    const taken = lineSearch(model.slope, noise, (t) => this.#gain(penalty, params, t));
    this.#take(b, taken.step);
    const error = Math.abs(taken.gain - model.gain);
    this.#stale = taken.step < 1 || error > TRUST * model.gain + noise;
    return taken.step > 0 || !wasFresh;
  }

  /** η and coefficients a step further. */
  #take(b: Float64Array, step: number): void {
    const set = this.#set;
    const direction = set.vector('direction');
    const own = set.vector('b');
    if (step < 1) for (let at = 0; at < b.length; at++) own[at] = b[at]! + step * direction[at]!;
    set.scatter();
    const { kernels } = this.#problem.scope.memory;
    kernels.axpy(this.#rows.n * this.#rows.outputs, step, this.#d, this.#rows.eta);
  }

  /** d ← what the direction does to η, the intercepts moving along. */
  #combine(direction: Float64Array): void {
    const { scope, design, view } = this.#problem;
    const { memory } = scope;
    const { n, kind } = design;
    const shifts = this.#hessian.intercepts(direction);
    this.#slices.forEach(({ set }, k) => {
      const values = scope.putF64(this.#set.share(this.#set.vector('direction'), k));
      const d = this.#rows.of(this.#d, k);
      memory.f64(d, n).fill(shifts[k]!);
      memory.kernels[`${kind}_combine`](view, set.list, set.size, values, d);
      scope.free(values);
    });
  }

  #gain(penalty: Penalty, params: number, t: number): number {
    const loss = this.#rows.alongAll(this.#d, t);
    return this.#slices[0]!.loss - loss - this.#penaltyChange(penalty, params, t);
  }

  /** Ω(b + tδ) − Ω(b); the set holds b + δ. */
  #penaltyChange(penalty: Penalty, params: number, t: number): number {
    const kernel = this.#problem.scope.memory.kernels[penalty.kernel];
    const at = (a: number) => kernel(PenaltyCall.along, this.#set.record, params, a, 0);
    return at(t - 1) - at(-1);
  }
}
