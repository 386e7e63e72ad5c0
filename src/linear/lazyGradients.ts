/**
 * Gradients of the columns that can matter. Most columns of wide data stay far below the kink of
 * their penalty all along a path: a bound from an earlier gradient shows it without reading them.
 */
import { PenaltyCall } from '../memory/calls.ts';
import { LazyRecord, TermsRecord } from '../memory/record.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Problem } from './problem.ts';

/** References cost n numbers and a product per check each: at most this share of a full pass. */
const SHARE = 0.1;
const MOST_SLOTS = 32;

/** ‖v − a r‖² carries the rounding of ‖v‖², as a share of it. */
const ROUNDING = 1e-13;

/** What the largest of many residuals is about, where their mean square is 1. */
const USUAL = 4;

/** Columns whose gradients are needed in any case: their list, and their position in it or −1. */
interface Members {
  readonly inside: number;
  readonly list: number;
  readonly size: number;
}

/**
 * The gradients u = X̃ᵀ v of a path with a separable penalty. Where |u_j| cannot exceed the kink,
 * u_j holds a guess below it: certificates are the same, bit for bit, as if it were exact.
 * Fercoq, Gramfort, Salmon (2015), ICML, screen by balls around a dual point; here every column
 * has the ball of its own last gradient.
 */
export class LazyGradients {
  readonly #set: Members;
  readonly #problem: Problem;
  readonly #record: number;
  readonly #terms: number;
  readonly #slots: number;
  /** v ÷ √ω at each reference so far, and now: n f64 each. */
  readonly #references: number[] = [];
  readonly #now: number;
  readonly #inverseRoot: number;
  readonly #squares: Float64Array;
  #penalty: Penalty | undefined;
  #params = 0;
  #target = 0;
  /** Columns outside the set that the last `select` found. */
  #found = 0;

  /**
   * `u` is where the p gradients go.
   * `terms`, a record over all columns, is told which of them matter.
   */
  constructor(problem: Problem, terms: number, u: number, set: Members) {
    const { scope, design, view, root, penaltyFactor, inverse } = problem;
    const { memory } = scope;
    const { n, p, kind, stored } = design;
    this.#problem = problem;
    this.#set = set;
    this.#terms = terms;
    this.#slots = Math.max(2, Math.min(MOST_SLOTS, Math.floor((SHARE * stored) / n)));
    this.#now = scope.f64(n);
    this.#inverseRoot = scope.putF64(
      memory.f64(root, n).map((value) => (value > 0 ? 1 / value : 0)),
    );
    this.#squares = new Float64Array(this.#slots);
    const norm = scope.putF64(
      memory.f64(inverse, p).map((value) => (value > 0 ? 1 / Math.sqrt(value) : 0)),
    );
    if (kind === 'csc') memory.kernels.lazy_magnitudes(view, norm, USUAL / n);
    this.#record = scope.reserve(LazyRecord.bytes);
    LazyRecord.write(memory, this.#record, {
      ...{ count: p, u, penaltyFactor, inside: set.inside },
      known: scope.f64(p),
      slot: scope.putI32(new Int32Array(p).fill(-1)),
      norm,
      share: scope.f64(this.#slots),
      rest: scope.f64(this.#slots),
      farthest: scope.f64(this.#slots),
      users: scope.i32(this.#slots),
      found: scope.i32(p),
    });
  }

  /** The penalty whose kink decides from now on; before that every gradient is needed. */
  setPenalty(penalty: Penalty, params: number): void {
    this.#penalty = penalty;
    this.#params = params;
  }

  /**
   * Guesses what may be guessed at v (n f64). `settled`: the set's gradients are known.
   * @returns the columns to compute, `count` i32.
   */
  select(v: number, settled = false): { list: number; count: number } {
    const { scope, design, all } = this.#problem;
    const { memory } = scope;
    this.#target = this.#aim(v);
    const list = this.#field('found');
    if (!this.#penalty) {
      memory.i32(list, design.p).set(memory.i32(all, design.p));
      this.#found = design.p;
      return { list, count: design.p };
    }
    const kernel = memory.kernels[this.#penalty.kernel];
    const count = kernel(PenaltyCall.select, this.#record, this.#params, this.#target, 0);
    const { size } = this.#set;
    memory.i32(list + 4 * count, size).set(memory.i32(this.#set.list, size));
    this.#found = count;
    return { list, count: settled ? count : count + size };
  }

  /** The columns of the last `select` have been computed. */
  keep(): void {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    const members = this.#penalty ? this.#set.size : 0;
    TermsRecord.set(memory, this.#terms, 'count', this.#found + members);
    TermsRecord.set(memory, this.#terms, 'among', this.#field('found'));
    memory.kernels.lazy_keep(this.#record, this.#found, this.#target);
    const { n } = design;
    this.#references[this.#target] ??= scope.reserve(n * 8);
    const at = this.#references[this.#target]!;
    memory.f64(at, n).set(memory.f64(this.#now, n));
    this.#squares[this.#target] = memory.kernels.dot(n, at, at);
  }

  /** Exact gradients at v of a few columns that enter the set, which may have been guessed. */
  settle(columns: ArrayLike<number>, v: number): void {
    if (columns.length === 0) return;
    this.#forget(columns);
    const { scope } = this.#problem;
    const list = scope.putI32(columns);
    gradientOn(this.#problem, list, columns.length, v, this.#field('u'));
    scope.free(list);
  }

  /** Members of the set refer to nothing. */
  #forget(columns: ArrayLike<number>): void {
    const { scope, design } = this.#problem;
    const slots = scope.memory.i32(this.#field('slot'), design.p);
    const users = scope.memory.i32(this.#field('users'), this.#slots);
    for (let k = 0; k < columns.length; k++) {
      const slot = slots[columns[k]!]!;
      if (slot >= 0) users[slot]! -= 1;
      slots[columns[k]!] = -1;
    }
  }

  /** Distances of v from all references. @returns the reference that it takes the place of. */
  #aim(v: number): number {
    const { scope, design, root } = this.#problem;
    const { memory } = scope;
    const { kernels } = memory;
    const { n } = design;
    kernels.multiply(n, v, this.#inverseRoot, this.#now);
    const squares = kernels.dot(n, this.#now, this.#now);
    const users = memory.i32(this.#field('users'), this.#slots);
    const share = memory.f64(this.#field('share'), this.#slots);
    const rest = memory.f64(this.#field('rest'), this.#slots);
    const farthest = memory.f64(this.#field('farthest'), this.#slots);
    const rounding = ROUNDING * kernels.farthest(n, this.#now, 0, this.#now, root);
    let target = 0;
    for (let k = 0; k < this.#slots; k++) {
      if (users[k]! < users[target]!) target = k;
      const length = this.#squares[k]!;
      if (users[k] === 0) continue;
      const reference = this.#references[k]!;
      const product = kernels.dot(n, this.#now, reference);
      share[k] = length > 0 ? product / length : 0;
      farthest[k] = kernels.farthest(n, this.#now, share[k]!, reference, root) + rounding;
      rest[k] = Math.sqrt(Math.max(squares - share[k]! * product, 0) + ROUNDING * squares);
    }
    return target;
  }

  #field(name: 'u' | 'found' | 'slot' | 'users' | 'share' | 'rest' | 'farthest'): number {
    return LazyRecord.get(this.#problem.scope.memory, this.#record, name) >>> 0;
  }
}

/** u_j ← x̃_jᵀ v for the `count` columns j at `list`. */
export function gradientOn(problem: Problem, list: number, count: number, v: number, u: number) {
  const { scope, design, view, hasIntercept } = problem;
  const { kernels } = scope.memory;
  const total = hasIntercept ? 0 : kernels.sum(design.n, v);
  kernels[`${design.kind}_dots`](view, list, count, v, total, u);
}
