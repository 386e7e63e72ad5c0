/** The coordinates a solver works on, with their Gram matrix and Cholesky factor, in WASM memory. */

import { PenaltyCall } from '../memory/calls.ts';
import { QuadraticRecord, TermsRecord } from '../memory/record.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Task } from '../runtime/run.ts';
import { bend } from './family/promise.ts';
import { appendGram } from './gram.ts';
import { GrowingSquare } from './growingSquare.ts';
import type { Problem } from './problem.ts';
import { SetBlocks } from './setBlocks.ts';
import { copyVectors, reserveVectors, type SetVectors, type Vector } from './setVectors.ts';

/** How much a matrix grows at least: little is unused, and copying stays a small share. */
const GROWTH = 1.125;
/** What the Gram tiles write beyond its columns and rows. */
const PADDING = 3;

/** Cycles of a penalty without Newton steps, at most. */
const MOST_CALLS = 20000;

/** Budget of one kernel call in multiply-adds: a few milliseconds. */
const CALL = 2e7;

export class WorkingSet {
  readonly problem: Problem;
  readonly rebuildsFast = false;
  readonly centres = false;
  /** Position of each column in the set, −1 outside; p i32. */
  readonly inside: number;
  /** Columns of the set, `size` i32. */
  list: number;
  size = 0;
  #capacity = 0;
  #at: SetVectors | undefined;
  readonly #gram: GrowingSquare;
  /** As large as the factor has been: it has no row for a coordinate that is 0. */
  readonly #factor: GrowingSquare;
  readonly #record: number;
  readonly #terms: number;
  readonly #blocks: SetBlocks | undefined;

  constructor(problem: Problem, capacity = 61) {
    const { scope, design } = problem;
    this.problem = problem;
    this.inside = scope.i32(design.p);
    scope.memory.i32(this.inside, design.p).fill(-1);
    this.list = scope.i32(0);
    this.#record = scope.f64(Math.ceil(QuadraticRecord.bytes / 8));
    this.#terms = scope.f64(Math.ceil(TermsRecord.bytes / 8));
    this.#blocks = problem.blocks && new SetBlocks(scope, problem.blocks);
    this.#gram = new GrowingSquare(scope);
    this.#factor = new GrowingSquare(scope);
    const blocks = this.#blocks?.record ?? 0;
    QuadraticRecord.write(scope.memory, this.#record, { blocks });
    TermsRecord.write(scope.memory, this.#terms, { blocks });
    this.#makePlace(capacity);
  }

  /** The vectors of the set; read anew after anything that may reserve memory. */
  vector(name: Vector): Float64Array {
    return this.problem.scope.memory.f64(this.#at![name], this.size);
  }

  /** The set's columns. */
  columns(): Int32Array {
    return this.problem.scope.memory.i32(this.list, this.size);
  }

  /**
   * Add columns, of a group all or none: their Gram block is computed, coefficients start at 0.
   * `u` holds all p gradients.
   */
  *add(columns: ArrayLike<number>, u: number): Task<void> {
    if (columns.length === 0) return;
    const { scope, design } = this.problem;
    const { memory } = scope;
    const first = this.size;
    this.#makePlace(first + columns.length);
    this.size += columns.length;
    const inside = memory.i32(this.inside, design.p);
    const list = this.columns();
    for (let k = 0; k < columns.length; k++) {
      list[first + k] = columns[k]!;
      inside[columns[k]!] = first + k;
    }
    for (const name of ['penaltyFactor', 'lower', 'upper', 'inverse'] as const)
      this.#gather(name, this.problem[name], first);
    this.#gather('u', u, first);
    this.vector('b').fill(0, first);
    this.#blocks?.append(columns);
    yield* appendGram(this.problem, {
      list: this.list,
      first,
      total: this.size,
      gram: this.#gram.at,
      ld: this.#gram.stride,
    });
    this.#finishAdding();
  }

  /** All p columns at once, from a Gram matrix and targets that are known already. */
  fill(gram: number, ld: number, target: number): void {
    const { scope, design } = this.problem;
    const { memory } = scope;
    const { p } = design;
    this.#makePlace(p);
    this.size = p;
    memory.i32(this.inside, p).set(memory.i32(this.problem.all, p));
    this.columns().set(memory.i32(this.problem.all, p));
    const { stride } = this.#gram;
    const [to, from] = [this.#gram.at / 8, gram / 8];
    // one view for all rows: two for each would cost as much as the copies
    const all = memory.f64(0, Math.max(to + (p - 1) * stride, from + (p - 1) * ld) + p);
    for (let j = 0; j < p; j++) all.copyWithin(to + j * stride, from + j * ld, from + j * ld + p);
    for (const name of ['penaltyFactor', 'lower', 'upper', 'inverse'] as const)
      this.#gather(name, this.problem[name], 0);
    this.#gather('u', target, 0);
    this.vector('b').fill(0);
    this.#finishAdding();
  }

  #finishAdding(): void {
    const { memory } = this.problem.scope;
    QuadraticRecord.set(memory, this.#record, 'size', this.size);
    TermsRecord.set(memory, this.#terms, 'count', this.size);
    memory.kernels.quadratic_refresh(this.#record);
  }

  /** Take the members' gradients from all p of them at `u`: what rounding had moved is put right. */
  refresh(u: number): void {
    this.#gather('u', u, 0);
    this.problem.scope.memory.kernels.quadratic_refresh(this.#record);
  }

  /**
   * Solve on the set until its own duality gap is at most `tolerance`, or as well as rounding
   * allows. @returns the gap.
   */
  *solve(penalty: Penalty, params: number, squares: number, tolerance: number): Task<number> {
    const { memory } = this.problem.scope;
    const kernel = memory.kernels[`${penalty.kernel as 'elasticNet'}_solve`];
    const patience = 3 + Math.ceil((this.size * this.size * this.size) / (10 * CALL));
    let best = Infinity;
    let stalled = 0;
    while (stalled < patience) {
      const gap = kernel(this.#record, this.#terms, params, squares, tolerance, CALL);
      if (gap <= tolerance) return gap;
      if (gap < Infinity) stalled = gap < 0.5 * best ? 0 : stalled + 1;
      best = Math.min(best, gap);
      this.#makeRoom();
      yield;
    }
    return best;
  }

  /** One row of the Gram matrix. */
  gramRow(k: number): Float64Array {
    return this.problem.scope.memory.f64(this.#gram.at + k * this.#gram.stride * 8, this.size);
  }

  /** The set's own gap terms, for the calls of a penalty. */
  get terms(): number {
    return this.#terms;
  }

  /** The quadratic, for the calls of a penalty. */
  get quadratic(): number {
    return this.#record;
  }

  /** The Gram matrix anew, after the weights of the problem changed. */
  *rebuild(): Task<void> {
    const { memory } = this.problem.scope;
    if (this.size > 0)
      yield* appendGram(this.problem, {
        list: this.list,
        first: 0,
        total: this.size,
        gram: this.#gram.at,
        ld: this.#gram.stride,
      });
    QuadraticRecord.set(memory, this.#record, 'rank', 0);
    memory.kernels.quadratic_refresh(this.#record);
  }

  /** Gradients of the first coordinates, and with them targets, further by so much. */
  tilt(by: Float64Array): void {
    if (by.length === 0) return;
    const u = this.vector('u');
    for (let k = 0; k < by.length; k++) u[k] = u[k]! + by[k]!;
    this.problem.scope.memory.kernels.quadratic_refresh(this.#record);
  }

  /** The Gram matrix times `by`; targets follow with the next refresh. */
  scale(by: number): void {
    this.problem.scope.memory.kernels.quadratic_scale(this.#record, by);
  }

  /**
   * Minimise the quadratic on the set until a cycle of coordinate descent gains no more than
   * `tolerance`, or as well as rounding allows.
   */
  *improve(penalty: Penalty, params: number, tolerance: number): Task<void> {
    const { memory } = this.problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    let best = Infinity;
    let stalled = 0;
    if (this.#blocks)
      for (const field of ['wanted', 'spent'] as const)
        QuadraticRecord.set(memory, this.#record, field, 0);
    for (let call = 0; call < MOST_CALLS && stalled < 50; call++) {
      const gain = kernel(PenaltyCall.improve, this.#record, params, CALL, tolerance);
      // What is not a number will not become one.
      if (!(gain > tolerance)) return;
      if (gain < Infinity) stalled = gain < 0.99 * best ? 0 : stalled + 1;
      best = Math.min(best, gain);
      this.#makeRoom();
      yield;
    }
  }

  /** δᵀGδ of the set's direction, by the gradients where it began and where it ended. */
  bend(before: Float64Array): number {
    return bend(this.vector('direction'), before, this.vector('u'));
  }

  /** tr G (G + C)⁻¹ over the free coordinates: the degrees of freedom of a ridge fit. */
  *freedom(penalty: Penalty, params: number): Task<number> {
    const { memory } = this.problem.scope;
    const kernel = memory.kernels[`${penalty.kernel as 'elasticNet'}_freedom`];
    const block = Math.max(1, Math.floor(CALL / Math.max(1, this.size ** 2)));
    let sum = 0;
    for (let from = 0; from < this.size; from += block) {
      sum += kernel(this.#record, params, from, from + block);
      yield;
    }
    return sum;
  }

  #gather(name: Vector, from: number, first: number): void {
    const { memory } = this.problem.scope;
    const source = memory.f64(from, this.problem.design.p);
    const target = this.vector(name);
    const list = this.columns();
    for (let k = first; k < this.size; k++) target[k] = source[list[k]!]!;
  }

  /** Room for so many coordinates. Vectors move seldom, so that the matrix can grow in its place. */
  #makePlace(size: number): void {
    if (size > this.#capacity) this.#growVectors(Math.max(size, 2 * this.#capacity));
    const { stride } = this.#gram;
    if (size + PADDING <= stride) return;
    const next = Math.min(Math.ceil(GROWTH * stride), this.problem.design.p);
    this.#gram.grow(Math.max(size, next) + PADDING, this.size);
    this.#writeMatrices();
  }

  /** Rows of the factor for what the kernels want. */
  #makeRoom(): void {
    const { memory } = this.problem.scope;
    const wanted = QuadraticRecord.get(memory, this.#record, 'wanted');
    const { stride } = this.#factor;
    if (wanted <= stride) return;
    const next = Math.min(Math.ceil(GROWTH * stride), this.#capacity);
    this.#factor.grow(Math.max(wanted, next), QuadraticRecord.get(memory, this.#record, 'rank'));
    this.#writeMatrices();
  }

  #growVectors(capacity: number): void {
    const { scope } = this.problem;
    const old = this.#at;
    const oldList = this.list;
    this.#capacity = capacity;
    this.#at = reserveVectors(scope, capacity);
    this.list = scope.i32(capacity);
    this.columns().set(scope.memory.i32(oldList, this.size));
    if (old) copyVectors(scope.memory, old, this.#at, this.size);
    for (const address of Object.values(old ?? {})) scope.free(address);
    scope.free(oldList);
    this.#writeAddresses(this.#at);
  }

  #writeAddresses(at: SetVectors): void {
    const { memory } = this.problem.scope;
    const { penaltyFactor, lower, upper, inverse, u, b } = at;
    TermsRecord.update(memory, this.#terms, { u, b, penaltyFactor, lower, upper, inverse });
    QuadraticRecord.update(memory, this.#record, { ...at, singular: 1e-12 });
  }

  #writeMatrices(): void {
    const [gram, factor] = [this.#gram, this.#factor];
    QuadraticRecord.update(this.problem.scope.memory, this.#record, {
      ...{ gram: gram.at, capacity: gram.stride },
      ...{ factor: factor.at, room: factor.stride },
    });
  }
}
