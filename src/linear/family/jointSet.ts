/** The working sets of all outputs as the coordinates of one quadratic, in WASM memory. */
import { PenaltyCall } from '../../memory/calls.ts';
import { BlocksRecord, QuadraticRecord, TermsRecord } from '../../memory/record.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import type { Problem } from '../problem.ts';
import type { CoordinateSet } from './coordinateSet.ts';
import { bend } from './promise.ts';

const TAKEN = ['u', 'b'] as const;
const LOOKED_UP = ['penaltyFactor', 'lower', 'upper', 'inverse'] as const;
const SCRATCH = ['target', 'direction', 'gradient', 'moved', 'saved', 'before'] as const;
const BLOCKS = ['factor', 'weight', 'starts', 'order'] as const;
type Vector = (typeof TAKEN)[number] | (typeof LOOKED_UP)[number] | (typeof SCRATCH)[number];
type Addresses = Record<Vector | 'gram' | 'factor' | 'members' | 'marks' | 'rotations', number>;

/** How much the matrices grow at least: they are made anew in any case. */
const GROWTH = 1.125;

/** Budget of one kernel call in multiply-adds, and calls at most. */
const CALL = 2e7;
const MOST_CALLS = 20000;

/** Where a block of coordinates begins, which ends where the next begins, and its weight. */
interface SetBlock {
  readonly first: number;
  readonly weight: number;
}

/**
 * Coordinates are the columns of one output after those of another; for a penalty across outputs,
 * whose sets are alike, the outputs of one column after those of another: blocks of K.
 */
export class JointSet {
  size = 0;
  /** Addresses of the quadratic and of the set's own gap terms. */
  readonly record: number;
  readonly terms: number;
  readonly #problem: Problem;
  readonly #sets: readonly CoordinateSet[];
  readonly #blocks: number;
  #firsts: number[] = [];
  #isInterleaved = false;
  #capacity = 0;
  #at: Addresses | undefined;
  #ofBlocks: Record<(typeof BLOCKS)[number], number> | undefined;

  constructor(problem: Problem, sets: readonly CoordinateSet[]) {
    const { scope } = problem;
    this.#problem = problem;
    this.#sets = sets;
    this.record = scope.reserve(QuadraticRecord.bytes);
    this.terms = scope.reserve(TermsRecord.bytes);
    this.#blocks = scope.reserve(BlocksRecord.bytes);
  }

  /** Row stride of gram and factor. */
  get stride(): number {
    return this.#capacity;
  }

  get gram(): number {
    return this.#at!.gram;
  }

  /** One number per coordinate; read anew after anything that may reserve memory. */
  vector(name: Vector): Float64Array {
    return this.#problem.scope.memory.f64(this.#at![name], this.size);
  }

  /** The coordinate of column `at` of the set of output k. */
  coordinate(k: number, at: number): number {
    return this.#isInterleaved ? at * this.#sets.length + k : this.#firsts[k]! + at;
  }

  /** The coordinates of one output in a vector of all. */
  share(vector: Float64Array, k: number): Float64Array {
    return Float64Array.from(
      { length: this.#sets[k]!.size },
      (_, at) => vector[this.coordinate(k, at)]!,
    );
  }

  /** Take coefficients and gradients from the outputs' own sets. */
  gather(isInterleaved: boolean): void {
    this.#isInterleaved = isInterleaved;
    this.size = this.#sets.reduce((sum, set) => sum + set.size, 0);
    if (this.size > this.#capacity)
      this.#reserve(Math.max(this.size, Math.ceil(GROWTH * this.#capacity)));
    let first = 0;
    this.#firsts = this.#sets.map(({ size }) => {
      first += size;
      return first - size;
    });
    const { scope, design } = this.#problem;
    for (const name of TAKEN) this.#fill(name, (set) => set.vector(name));
    for (const name of LOOKED_UP) {
      const all = scope.memory.f64(this.#problem[name], design.p);
      this.#fill(name, (set) => Float64Array.from(set.columns(), (j) => all[j]!));
    }
    this.#writeBlocks();
    QuadraticRecord.set(scope.memory, this.record, 'size', this.size);
    TermsRecord.set(scope.memory, this.terms, 'count', this.size);
  }

  /** A new Gram matrix came in: no factor is left. */
  renew(): void {
    QuadraticRecord.set(this.#problem.scope.memory, this.record, 'rank', 0);
  }

  /** c ← u + G b */
  refresh(): void {
    this.#problem.scope.memory.kernels.quadratic_refresh(this.record);
  }

  /** As WorkingSet.improve. */
  *improve(penalty: Penalty, params: number, tolerance: number): Task<void> {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    QuadraticRecord.set(memory, this.record, 'wanted', 0);
    let best = Infinity;
    let stalled = 0;
    for (let call = 0; call < MOST_CALLS && stalled < 50; call++) {
      const gain = kernel(PenaltyCall.improve, this.record, params, CALL, tolerance);
      if (!(gain > tolerance)) return;
      if (gain < Infinity) stalled = gain < 0.99 * best ? 0 : stalled + 1;
      best = Math.min(best, gain);
      yield;
    }
  }

  /** As WorkingSet.bend. */
  bend(before: Float64Array): number {
    return bend(this.vector('direction'), before, this.vector('u'));
  }

  /** As WorkingSet.freedom. */
  *freedom(penalty: Penalty, params: number): Task<number> {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    const block = Math.max(1, Math.floor(CALL / Math.max(1, this.size * this.size)));
    let sum = 0;
    for (let from = 0; from < this.size; from += block) {
      sum += kernel(PenaltyCall.freedom, this.record, params, from, from + block);
      yield;
    }
    return sum;
  }

  /** Gives the coefficients back to the outputs' own sets. */
  scatter(): void {
    const b = this.vector('b');
    this.#sets.forEach((set, k) => {
      set.vector('b').set(this.share(b, k));
    });
  }

  #fill(name: Vector, valuesOf: (set: CoordinateSet) => Float64Array): void {
    const all = this.vector(name);
    this.#sets.forEach((set, k) => {
      valuesOf(set).forEach((value, at) => {
        all[this.coordinate(k, at)] = value;
      });
    });
  }

  /** One block per column, of its coefficients over all outputs; or each output's own groups. */
  #writeBlocks(): void {
    const { memory } = this.#problem.scope;
    const { factor, weight, starts, order } = this.#ofBlocks!;
    const all = this.#isInterleaved ? this.#acrossOutputs() : this.#ownGroups();
    const count = all.length;
    const factors = this.vector('penaltyFactor');
    const begins = memory.i32(starts, count + 1);
    all.forEach((block, g) => {
      memory.f64(factor, count)[g] = factors[block.first]!;
      memory.f64(weight, count)[g] = block.weight;
      begins[g] = block.first;
    });
    begins[count] = this.size;
    BlocksRecord.write(memory, this.#blocks, { count, starts, order, factor, weight });
  }

  #acrossOutputs(): SetBlock[] {
    const outputs = this.#sets.length;
    const columns = Array.from({ length: this.#sets[0]!.size }, (_, g) => g);
    return columns.map((g) => ({ first: g * outputs, weight: 1 }));
  }

  /** A set takes in the columns of a group one after the other. */
  #ownGroups(): SetBlock[] {
    const { blocks } = this.#problem;
    if (!blocks) return [];
    return this.#sets.flatMap((set, k) => {
      const groups = Array.from(set.columns(), (j) => blocks.of[j]!);
      return groups.flatMap((g, at) =>
        g === groups[at - 1] ? [] : [{ first: this.coordinate(k, at), weight: blocks.weight[g]! }],
      );
    });
  }

  #reserve(capacity: number): void {
    const { scope } = this.#problem;
    for (const held of [this.#at, this.#ofBlocks])
      for (const address of Object.values(held ?? {})) scope.free(address);
    this.#capacity = capacity;
    const vectors = [...TAKEN, ...LOOKED_UP, ...SCRATCH].map((name) => [name, scope.f64(capacity)]);
    const at = {
      ...Object.fromEntries(vectors),
      rotations: scope.f64(2 * capacity),
      members: scope.i32(capacity),
      marks: scope.i32(capacity),
      gram: scope.f64(capacity * capacity),
      factor: scope.f64(capacity * capacity),
    } as Addresses;
    this.#at = at;
    this.#ofBlocks = {
      factor: scope.f64(capacity),
      weight: scope.f64(capacity),
      starts: scope.i32(capacity + 1),
      order: scope.putI32(Int32Array.from({ length: capacity }, (_, k) => k)),
    };
    this.#writeRecords(at);
  }

  #writeRecords(at: Addresses): void {
    const { memory } = this.#problem.scope;
    const { u, b, penaltyFactor, lower, upper, inverse } = at;
    const terms = { count: 0, u, b, penaltyFactor, lower, upper, inverse, blocks: this.#blocks };
    TermsRecord.write(memory, this.terms, { ...terms, before: 0, inside: 0, found: 0 });
    QuadraticRecord.write(memory, this.record, {
      ...at,
      size: this.size,
      capacity: this.#capacity,
      room: this.#capacity,
      rank: 0,
      steps: 0,
      wanted: 0,
      blocks: this.#blocks,
      curvature: 0,
      singular: 1e-12,
      spent: 0,
    });
  }
}
