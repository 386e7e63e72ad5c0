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
import { WorkingSet } from '../workingSet.ts';
import type { CoordinateSet } from './coordinateSet.ts';

const GATHERED = ['penaltyFactor', 'lower', 'upper', 'inverse'] as const;
const VECTORS = [...GATHERED, 'b', 'u', 'curvature', 'direction'] as const;
type Vector = (typeof VECTORS)[number];

/** Budget of one kernel call in multiply-adds: a few milliseconds. */
const CALL = 2e7;

/** A cycle that gains this share of the first ends a step: the next quadratic is a better one. */
const SHARE = 1e-3;

/** Full cycles in a row that gain as much as the best before: rounding has the last word. */
const PATIENCE = 5;

export class ColumnSet implements CoordinateSet {
  readonly inside: number;
  readonly terms: number;
  readonly quadratic: number;
  list: number;
  size = 0;
  readonly #problem: Problem;
  /** −∂ of the loss by η, n f64, as the slice computes it. */
  readonly #v: number;
  readonly #record: number;
  readonly #residual: number;
  readonly #all: number;
  #capacity = 0;
  #at = new Map<Vector, number>();

  constructor(problem: Problem, v: number) {
    const { scope, design, view } = problem;
    const { memory } = scope;
    this.#problem = problem;
    this.#v = v;
    this.inside = scope.i32(design.p);
    memory.i32(this.inside, design.p).fill(-1);
    this.list = scope.i32(0);
    this.#residual = scope.f64(design.n);
    this.#all = scope.f64(design.p);
    this.terms = termsAt(problem, 0, 0);
    this.quadratic = scope.f64(QuadraticRecord.bytes / 8);
    this.#record = scope.f64(ColumnProblemRecord.bytes / 8);
    const kind = Number(design.kind !== 'csc');
    const fields = {
      kind,
      quadratic: this.quadratic,
      standardized: view,
      residual: this.#residual,
    };
    for (const [name, value] of Object.entries(fields))
      ColumnProblemRecord.set(memory, this.#record, name as keyof typeof fields, value);
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
    yield* this.#curvatures(first);
  }

  refresh(u: number): void {
    const { memory } = this.#problem.scope;
    const { n } = this.#problem.design;
    this.#gather('u', u, 0);
    memory.f64(this.#residual, n).set(memory.f64(this.#v, n));
    ColumnProblemRecord.set(memory, this.#record, 'total', memory.kernels.sum(n, this.#v));
  }

  *rebuild(): Task<void> {
    yield* this.#curvatures(0);
  }

  *improve(penalty: Penalty, params: number, tolerance: number): Task<void> {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    for (const name of ['cursor', 'active', 'gain'] as const)
      ColumnProblemRecord.set(memory, this.#record, name, 0);
    let goal = Infinity;
    let best = Infinity;
    let stalled = 0;
    while (stalled < PATIENCE) {
      const gain = kernel(PenaltyCall.sweep, this.#record, params, goal, CALL);
      if (goal === Infinity && gain < Infinity) goal = Math.max(tolerance, SHARE * gain);
      if (gain <= goal) break;
      if (gain < Infinity) stalled = gain < 0.99 * best ? 0 : stalled + 1;
      best = Math.min(best, gain);
      yield;
    }
    this.#gradients();
  }

  /** By a Gram matrix, made for this alone. */
  *freedom(penalty: Penalty, params: number): Task<number> {
    const set = new WorkingSet(this.#problem, this.size);
    yield* set.add(this.columns().slice(), this.#all);
    set.vector('b').set(this.vector('b'));
    yield* set.improve(penalty, params, Infinity);
    return yield* set.freedom(penalty, params);
  }

  /** u = X̃ᵀr on the set. */
  #gradients(): void {
    const { scope, design, view } = this.#problem;
    const { memory } = scope;
    const total = ColumnProblemRecord.get(memory, this.#record, 'total');
    const dots = memory.kernels[`${design.kind}_dots`];
    dots(view, this.list, this.size, this.#residual, total, this.#all);
    this.#gather('u', this.#all, 0);
  }

  *#curvatures(first: number): Task<void> {
    const { scope, design, view } = this.#problem;
    const { memory } = scope;
    const weights = StandardizedRecord.get(memory, view, 'weights');
    const sum = memory.kernels.sum(design.n, weights);
    ColumnProblemRecord.set(memory, this.#record, 'totalWeight', sum);
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
    ColumnProblemRecord.set(memory, this.#record, 'curvature', at('curvature'));
    ColumnProblemRecord.set(memory, this.#record, 'list', this.list);
    this.#resize(this.size);
  }
}
