/** The working sets of all outputs as the coordinates of one quadratic, in WASM memory. */
import { PenaltyCall } from '../../memory/calls.ts';
import { QuadraticRecord } from '../../memory/record.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import type { Problem } from '../problem.ts';
import type { CoordinateSet } from './coordinateSet.ts';

const TAKEN = ['u', 'b'] as const;
const LOOKED_UP = ['penaltyFactor', 'lower', 'upper', 'inverse'] as const;
const SCRATCH = ['target', 'direction', 'gradient', 'moved', 'saved', 'before'] as const;
type Vector = (typeof TAKEN)[number] | (typeof LOOKED_UP)[number] | (typeof SCRATCH)[number];
type Addresses = Record<Vector | 'gram' | 'factor' | 'members' | 'marks' | 'rotations', number>;

/** Budget of one kernel call in multiply-adds, and calls at most. */
const CALL = 2e7;
const MOST_CALLS = 20000;

export class JointSet {
  size = 0;
  /** Where the coordinates of each output begin; their ends follow one after the other. */
  readonly firsts: number[] = [];
  readonly record: number;
  readonly #problem: Problem;
  readonly #sets: readonly CoordinateSet[];
  #capacity = 0;
  #at: Addresses | undefined;

  constructor(problem: Problem, sets: readonly CoordinateSet[]) {
    this.#problem = problem;
    this.#sets = sets;
    this.record = problem.scope.reserve(QuadraticRecord.bytes);
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

  /** The coordinates of one output in a vector of all. */
  share(vector: Float64Array, k: number): Float64Array {
    return vector.subarray(this.firsts[k], this.firsts[k]! + this.#sets[k]!.size);
  }

  /** Take coefficients, gradients, factors and limits from the outputs' own sets. */
  gather(): void {
    this.size = this.#sets.reduce((sum, set) => sum + set.size, 0);
    if (this.size > this.#capacity) this.#reserve(Math.max(this.size, 2 * this.#capacity));
    let first = 0;
    this.#sets.forEach((set, k) => {
      this.firsts[k] = first;
      first += set.size;
    });
    for (const name of TAKEN) {
      const all = this.vector(name);
      this.#sets.forEach((set, k) => {
        this.share(all, k).set(set.vector(name));
      });
    }
    const { scope, design } = this.#problem;
    for (const name of LOOKED_UP) {
      const all = this.vector(name);
      const source = scope.memory.f64(this.#problem[name], design.p);
      this.#sets.forEach((set, k) => {
        const own = this.share(all, k);
        set.columns().forEach((j, at) => {
          own[at] = source[j]!;
        });
      });
    }
    QuadraticRecord.set(scope.memory, this.record, 'size', this.size);
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
    const kernel = this.#problem.scope.memory.kernels[penalty.kernel];
    let best = Infinity;
    let stalled = 0;
    for (let call = 0; call < MOST_CALLS && stalled < 50; call++) {
      const gain = kernel(PenaltyCall.improve, this.record, params, CALL, tolerance);
      if (gain <= tolerance) return;
      if (gain < Infinity) stalled = gain < 0.99 * best ? 0 : stalled + 1;
      best = Math.min(best, gain);
      yield;
    }
  }

  /** Gives the coefficients back to the outputs' own sets. */
  scatter(): void {
    const b = this.vector('b');
    this.#sets.forEach((set, k) => {
      set.vector('b').set(this.share(b, k));
    });
  }

  #reserve(capacity: number): void {
    const { scope } = this.#problem;
    for (const address of Object.values(this.#at ?? {})) scope.free(address);
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
    QuadraticRecord.write(scope.memory, this.record, {
      ...at,
      size: this.size,
      capacity,
      rank: 0,
      steps: 0,
      wanted: 0,
      blocks: 0,
      curvature: 0,
      singular: 1e-12,
    });
  }
}
