/**
 * Coordinates without their Gram matrix, for sparse columns: coordinate descent keeps the residual
 * instead, and a step costs as many multiply-adds as its column has entries.
 */
import { PenaltyCall } from '../../memory/calls.ts';
import {
  ColumnProblemRecord,
  QuadraticRecord,
  StandardizedRecord,
  TermsRecord,
} from '../../memory/record.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import { termsAt } from '../columnState.ts';
import type { Problem } from '../problem.ts';
import { columnNewton } from './columnNewton.ts';
import type { CoordinateSet } from './coordinateSet.ts';
import { gramFreedom } from './gramFreedom.ts';
import { KeptResidual } from './keptResidual.ts';
import { WeightedEntries } from './weightedEntries.ts';

const GATHERED = ['penaltyFactor', 'lower', 'upper', 'inverse'] as const;
const FREE = ['members', 'columns', 'slope', 'ridge', 'floor', 'ceiling'] as const;
const OWN = ['curvature', 'starts', ...FREE] as const;
const VECTORS = [...GATHERED, 'b', 'u', 'direction', ...OWN] as const;
type Vector = (typeof VECTORS)[number];

/** Budget of one kernel call in multiply-adds: a few milliseconds. */
const CALL = 2e7;

/** A cycle that gains this share of the first ends a step: the next quadratic is a better one. */
const SHARE = 1e-3;

/** Cycles over the nonzeros before the first Newton step, twice as many before each other one. */
const FEW = 4;
const MANY = 128;

/** Full cycles in a row that gain as much as the best before: rounding has the last word. */
const PATIENCE = 5;

/** The gain of a cycle at which `solve` looks at the gap: how it shrinks, and when it may grow. */
const HARDER = 0.03;
const EASY = 0.3;

export class ColumnSet implements CoordinateSet {
  readonly rebuildsFast = true;
  readonly centres: boolean;
  readonly inside: number;
  readonly terms: number;
  readonly quadratic: number;
  list: number;
  size = 0;
  /** Gain of a cycle of `solve` after which the gap is worth a look. */
  #enough = Infinity;
  readonly #problem: Problem;
  /** −∂ of the loss by η, n f64, as the slice computes it. */
  readonly #v: number;
  readonly #record: number;
  readonly #residual: KeptResidual;
  readonly #all: number;
  readonly #entries: WeightedEntries;
  #capacity = 0;
  #at = new Map<Vector, number>();

  /** `centres`: columns are to be centred at their means under weights that change. */
  constructor(problem: Problem, v: number, centres: boolean) {
    const { scope, design, view } = problem;
    const { memory } = scope;
    this.centres = centres;
    this.#problem = problem;
    this.#v = v;
    this.inside = scope.i32(design.p);
    memory.i32(this.inside, design.p).fill(-1);
    this.list = scope.i32(0);
    this.#all = scope.f64(design.p);
    this.terms = termsAt(problem, 0, 0);
    this.quadratic = scope.f64(QuadraticRecord.bytes / 8);
    this.#record = scope.f64(Math.ceil(ColumnProblemRecord.bytes / 8));
    this.#residual = new KeptResidual(problem, this.#record);
    this.#entries = new WeightedEntries(scope, design, this.#record);
    ColumnProblemRecord.set(memory, this.#record, 'quadratic', this.quadratic);
    ColumnProblemRecord.set(memory, this.#record, 'standardized', view);
    this.#grow(61);
  }

  vector(name: Vector): Float64Array {
    return this.#problem.scope.memory.f64(this.#at.get(name)!, this.size);
  }

  columns(): Int32Array {
    return this.#problem.scope.memory.i32(this.list, this.size);
  }

  *add(columns: ArrayLike<number>, u: number): Task<void> {
    const first = this.size;
    const total = first + columns.length;
    if (total > this.#capacity) this.#grow(Math.max(2 * this.#capacity, total));
    this.#resize(total);
    const inside = this.#problem.scope.memory.i32(this.inside, this.#problem.design.p);
    const list = this.columns();
    for (let k = first; k < total; k++) {
      list[k] = columns[k - first]!;
      inside[list[k]!] = k;
    }
    for (const name of GATHERED) this.#gather(name, this.#problem[name], first);
    this.#gather('u', u, first);
    this.vector('b').fill(0, first);
    const starts = this.#problem.scope.memory.i32(this.#at.get('starts')!, total);
    this.#entries.append(columns, starts.subarray(first));
    yield* this.#curvatures(first);
  }

  refresh(u: number): void {
    this.#gather('u', u, 0);
    this.#residual.take(this.#v);
  }

  /**
   * The residual as descent has kept it, n f64 to `v`, and its gradients among all p at `u`.
   * @returns Σ ω r² of least squares.
   */
  residual(v: number, u: number): number {
    const { memory } = this.#problem.scope;
    this.#residual.give(v);
    const all = memory.f64(u, this.#problem.design.p);
    const own = this.vector('u');
    for (const [k, j] of this.columns().entries()) all[j] = own[k]!;
    return this.#squares();
  }

  /** Continues what the last λ changed. */
  follow(ratio: number): void {
    this.#residual.follow(this.vector('b'), ratio);
  }

  *rebuild(): Task<void> {
    yield* this.#curvatures(0);
  }

  /**
   * Least squares on the set until its own duality gap is at most `tolerance`, or as well as
   * rounding allows. `squares` is Σ ω y². @returns the gap.
   */
  *solve(penalty: Penalty, params: number, squares: number, tolerance: number): Task<number> {
    const { kernels } = this.#problem.scope.memory;
    const kernel = kernels[`${penalty.kernel as 'elasticNet'}_gap`];
    this.#enough = Math.min(this.#enough, 0.5 * squares);
    let best = Infinity;
    for (let stalled = 0; stalled < PATIENCE; ) {
      yield* this.improve(penalty, params, this.#enough, 0);
      this.#gradients();
      const gap = kernel(this.terms, params, this.#squares(), 0, 0.5 * squares);
      if (gap < EASY * tolerance) this.#enough *= 2;
      if (gap <= tolerance) return gap;
      this.#enough *= HARDER;
      stalled = gap < 0.5 * best ? 0 : stalled + 1;
      best = Math.min(best, gap);
    }
    return best;
  }

  /** Σ ω r² of least squares, from u: Σ y ω r − Σ b u. */
  #squares(): number {
    const { scope, design, y } = this.#problem;
    let sum = scope.memory.kernels.dot(design.n, y, this.#residual.at);
    const b = this.vector('b');
    const u = this.vector('u');
    for (let k = 0; k < b.length; k++) if (b[k] !== 0) sum -= b[k]! * u[k]!;
    return Math.max(sum, 0);
  }

  *improve(penalty: Penalty, params: number, tolerance: number, least = SHARE): Task<void> {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    const set = (values: Partial<Record<'cursor' | 'active' | 'most' | 'gain', number>>) => {
      for (const [name, value] of Object.entries(values))
        ColumnProblemRecord.set(memory, this.#record, name as 'gain', value);
    };
    let most = FEW;
    // with a share to gain, the first cycle says what that is
    let goal = least > 0 ? Infinity : tolerance;
    let best = Infinity;
    let stalled = 0;
    const free = () => kernel(PenaltyCall.free, this.#record, params, 0, 0);
    set({ cursor: 0, active: 0, most, gain: 0 });
    while (stalled < PATIENCE) {
      const gain = kernel(PenaltyCall.sweep, this.#record, params, goal, CALL);
      if (goal === Infinity && gain < Infinity) goal = Math.max(tolerance, least * gain);
      if (gain <= goal) break;
      if (gain < Infinity) stalled = gain < 0.99 * best ? 0 : stalled + 1;
      best = Math.min(best, gain);
      yield;
      const between = ColumnProblemRecord.get(memory, this.#record, 'cursor') > 0;
      if (between || ColumnProblemRecord.get(memory, this.#record, 'active') > 0) continue;
      const cut = yield* columnNewton(this.#problem, this.#record, this.#residual, free, goal);
      most = Math.min(2 * most, MANY);
      set({ active: Number(cut && most < MANY), most });
    }
  }

  /** Σ ω d²: the centres are the means. */
  bend(_before: Float64Array, d: number): number {
    const { scope, design, view } = this.#problem;
    const { memory } = scope;
    const values = memory.f64(d, design.n);
    const weights = memory.f64(StandardizedRecord.get(memory, view, 'weights') >>> 0, design.n);
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += weights[i]! * values[i]! * values[i]!;
    return sum;
  }

  /** By a Gram matrix, made for this alone; NaN where the set is too large for one. */
  *freedom(penalty: Penalty, params: number): Task<number> {
    const set = { size: this.size, columns: this.columns().slice(), b: this.vector('b').slice() };
    return yield* gramFreedom(this.#problem, set, this.#all, penalty, params);
  }

  /** u = X̃ᵀr on the set. */
  #gradients(): void {
    const { scope, design, view } = this.#problem;
    const { memory } = scope;
    const dots = memory.kernels[`${design.kind}_dots`];
    const { at, total } = this.#residual;
    dots(view, this.list, this.size, at, total, this.#all);
    this.#gather('u', this.#all, 0);
  }

  *#curvatures(first: number): Task<void> {
    const { scope, design, view } = this.#problem;
    const { memory } = scope;
    const weights = StandardizedRecord.get(memory, view, 'weights');
    const sum = memory.kernels.sum(design.n, weights);
    ColumnProblemRecord.set(memory, this.#record, 'totalWeight', sum);
    ColumnProblemRecord.set(memory, this.#record, 'centres', Number(this.centres && sum > 0));
    const block = Math.max(1, Math.floor((CALL * design.p) / design.stored));
    for (let from = first; from < this.size; from += block) {
      memory.kernels.column_curvatures(this.#record, from, Math.min(from + block, this.size));
      yield;
    }
  }

  #gather(name: Vector, from: number, first: number): void {
    const source = this.#problem.scope.memory.f64(from, this.#problem.design.p);
    const target = this.vector(name);
    const list = this.columns();
    for (let k = first; k < this.size; k++) target[k] = source[list[k]!]!;
  }

  #resize(size: number): void {
    const { memory } = this.#problem.scope;
    this.size = size;
    QuadraticRecord.set(memory, this.quadratic, 'size', size);
    TermsRecord.set(memory, this.terms, 'count', size);
  }

  #grow(capacity: number): void {
    const { scope } = this.#problem;
    const { memory } = scope;
    this.#capacity = capacity;
    for (const name of VECTORS) {
      const old = this.#at.get(name);
      const at = scope.f64(capacity);
      if (old !== undefined) {
        memory.f64(at, this.size).set(memory.f64(old, this.size));
        scope.free(old);
      }
      this.#at.set(name, at);
    }
    const list = scope.i32(capacity);
    memory.i32(list, this.size).set(this.columns());
    scope.free(this.list);
    this.list = list;
    this.#writeRecords();
  }

  #writeRecords(): void {
    const { memory } = this.#problem.scope;
    const at = (name: Vector) => this.#at.get(name)!;
    for (const name of [...GATHERED, 'b', 'u'] as const) {
      QuadraticRecord.set(memory, this.quadratic, name, at(name));
      TermsRecord.set(memory, this.terms, name, at(name));
    }
    QuadraticRecord.set(memory, this.quadratic, 'direction', at('direction'));
    for (const name of OWN) ColumnProblemRecord.set(memory, this.#record, name, at(name));
    ColumnProblemRecord.set(memory, this.#record, 'list', this.list);
    this.#resize(this.size);
  }
}
