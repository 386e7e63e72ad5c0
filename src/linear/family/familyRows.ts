/** The rows of a training set as a family's kernel sees them. */
import type { Family } from '../../datafit/family.ts';
import { RowCall } from '../../memory/calls.ts';
import { RowsRecord } from '../../memory/record.ts';
import type { Scope } from '../../memory/scope.ts';
import type { Task } from '../../runtime/run.ts';

/** A probability of which less is nothing. */
const LEAST = 1e-9;

/** Newton steps of an intercept among predictors that were centred before. */
const INTERCEPT_PASSES = 20;

/** Rows of which one pass takes a millisecond or more. */
const MANY = 20000;

export interface RowsOptions {
  readonly n: number;
  /** Addresses of n f64 per output, and of n weights that sum to 1. */
  readonly y: number;
  readonly weights: number;
  readonly params: readonly number[];
}

export class FamilyRows {
  readonly n: number;
  readonly outputs: number;
  /** Linear predictors, n f64 per output. */
  readonly eta: number;
  /** −ω ℓ′ and ω ℓ″ of the selected output, n f64 each. */
  readonly v: number;
  readonly h: number;
  readonly #scope: Scope;
  readonly family: Family;
  readonly #at: number;
  readonly #y: number;
  readonly #weights: number;
  readonly #params: number;
  readonly #shared: number;
  /** Of the class that `settle` was asked for, in a coupled family: predictors, and their record. */
  #margin = 0;
  #single = 0;
  /** Where the last loss along a direction was taken, until something else moves η. */
  #last: { readonly slice: number; readonly d: number; readonly t: number } | undefined;
  /** Whether that is where η is now. */
  #isThere = false;
  /** Shares of all outputs, and the output whose predictors have moved since; K for all of them. */
  #shares = 0;
  #moved: number;

  constructor(scope: Scope, family: Family, { n, y, weights, params }: RowsOptions) {
    const { outputs } = family;
    this.#scope = scope;
    this.family = family;
    this.#y = y;
    this.#weights = weights;
    this.n = n;
    this.outputs = outputs;
    this.#moved = outputs;
    this.eta = scope.f64(n * outputs);
    this.v = scope.f64(n * outputs);
    this.h = scope.f64(n * outputs);
    this.#params = scope.putF64([...params, 0]);
    this.#at = scope.reserve(RowsRecord.bytes);
    const { eta, v, h } = this;
    this.#shared = scope.f64(n);
    const places = { eta, y, weights, v, h, shared: this.#shared, loss: Number.NaN };
    RowsRecord.write(scope.memory, this.#at, { n, outputs, slice: 0, ...places });
  }

  /** The address of one output's share of n f64 per output. */
  of(vector: number, slice: number): number {
    return vector + slice * this.n * 8;
  }

  /** Writes v and h of one output. @returns Σ ω ℓ over all outputs. */
  gradients(slice: number): number {
    return this.#call(RowCall.gradients, slice, this.#known());
  }

  /** Writes v and h of all outputs. @returns Σ ω ℓ. */
  gradientsOfAll(): number {
    this.#moved = this.outputs;
    return this.#call(RowCall.gradients, this.outputs);
  }

  /** Σ ω ℓ with a d added to the predictors of one output. */
  along(slice: number, d: number, a: number): number {
    this.#last = { slice, d, t: a };
    this.#isThere = false;
    return this.#call(RowCall.along, slice, d, a);
  }

  /** η of one output, to be written anew. */
  leave(slice: number): number {
    this.#isThere = false;
    return this.of(this.eta, slice);
  }

  /** η + t d of one output: what rows share there is known if the last loss was taken there. */
  advance(slice: number, d: number, t: number): void {
    const last = this.#last;
    this.#isThere = last?.slice === slice && last.d === d && last.t === t;
    this.#last = undefined;
    this.#scope.memory.kernels.axpy(this.n, t, d, this.of(this.eta, slice));
  }

  /** 1 where what the kernel knows of the rows is that of η; asked before η moves. */
  #known(): number {
    const known = Number(this.#isThere);
    this.#isThere = false;
    return known;
  }

  /**
   * Moves one output's intercept to its optimum, if there is one, and writes v and h there.
   * @returns by how much, and the loss up to what that output cannot change.
   */
  *settle(slice: number, hasIntercept: boolean): Task<{ moved: number; loss: number }> {
    if (!this.family.joint?.coupled) {
      if (!hasIntercept) return { moved: 0, loss: this.gradients(slice) };
      const moved = yield* this.recentreInSlices(slice);
      const loss = RowsRecord.get(this.#scope.memory, this.#at, 'loss');
      return { moved, loss: Number.isNaN(loss) ? this.gradients(slice) : loss };
    }
    let moved = this.#enter(slice, hasIntercept);
    if (Number.isNaN(moved)) {
      moved = this.#alone(RowCall.recentre);
      this.#scope.memory.kernels.shift(this.n, moved, this.of(this.eta, slice));
    }
    return { moved, loss: this.#alone(RowCall.gradients) };
  }

  /** The loss of `settle` with a d added to the predictors of its output since. */
  alongSettled(slice: number, d: number, a: number): number {
    if (!this.family.joint?.coupled) return this.along(slice, d, a);
    return this.#alone(RowCall.along, d, a);
  }

  /**
   * One class against the others as they are: rows of a logistic model. Between gradients of all
   * outputs, predictors move of one output after the other alone. @returns as softmax_margin.
   */
  #enter(slice: number, hasIntercept: boolean): number {
    const { memory } = this.#scope;
    this.#margin ||= this.#scope.f64(this.n);
    this.#shares ||= this.#scope.f64(this.n * (this.outputs + 1));
    this.#single ||= this.#scope.reserve(RowsRecord.bytes);
    const of = (vector: number) => this.of(vector, slice);
    const [y, v, h] = [of(this.#y), of(this.v), of(this.h)];
    RowsRecord.write(memory, this.#single, {
      ...{ n: this.n, outputs: 1, slice: 0, eta: this.#margin, weights: this.#weights },
      ...{ y, v, h, shared: this.#shared },
    });
    // references of the shares are made anew before predictors can have gone far
    RowsRecord.set(memory, this.#at, 'slice', slice > this.#moved ? this.#moved : this.outputs);
    memory.kernels.softmax_shares(this.#at, this.#shares);
    this.#moved = slice;
    RowsRecord.set(memory, this.#at, 'slice', slice);
    const passes = hasIntercept ? INTERCEPT_PASSES : 0;
    return memory.kernels.softmax_margin(this.#at, this.#shares, this.#margin, passes);
  }

  #alone(call: number, other = 0, a = 0): number {
    return this.#scope.memory.kernels.binomial(call, this.#single, this.#params, other, a);
  }

  /** Σ ω ℓ with a d added to the predictors, d holding n f64 per output. */
  alongAll(d: number, a: number): number {
    return this.#call(RowCall.along, this.outputs, d, a);
  }

  /** n f64 of −ω ∂²ℓ/∂η_k ∂η_l, k ≠ l, where the last gradients of all outputs were taken. */
  cross(k: number, l: number, to: number): void {
    const { memory } = this.#scope;
    const at = (vector: number, slice: number) => memory.f64(this.of(vector, slice), this.n);
    const weights = memory.f64(this.#weights, this.n);
    const [yk, yl, vk, vl] = [at(this.#y, k), at(this.#y, l), at(this.v, k), at(this.v, l)];
    const products = memory.f64(to, this.n).fill(0);
    if (!this.family.joint?.coupled) return;
    // v = ω (y − p)
    for (let i = 0; i < this.n; i++) {
      const w = weights[i]!;
      if (w > 0) products[i] = Math.max(w * (yk[i]! - vk[i]! / w) * (yl[i]! - vl[i]! / w), 0);
    }
  }

  /** Moves one output's intercept to its optimum. @returns by how much. */
  recentre(slice: number): number {
    return this.#call(RowCall.recentre, slice, this.#known());
  }

  /** The same in stretches that leave the thread free, where there are many rows. */
  *recentreInSlices(slice: number): Task<number> {
    if (this.n <= MANY) return this.recentre(slice);
    let sum = 0;
    for (let call = 0; call < 200; call++) {
      const moved = this.#call(RowCall.recentre, slice, this.#known(), 1);
      sum += moved;
      yield;
      if (moved === 0 || Math.abs(moved) <= 4e-16 * Math.abs(sum)) break;
    }
    return sum;
  }

  /** The largest scale of a dual point of n f64 per output that keeps the conjugate finite. */
  reach(theta: number): number {
    return this.#call(RowCall.reach, 0, theta);
  }

  /** The rows' share of the duality gap at the dual point s θ. */
  gap(theta: number, s: number): number {
    return this.#exactly(() => this.#call(RowCall.gap, 0, theta, s));
  }

  /** Σ ω ℓ of one output at its predictors, of the loss itself where it is smoothed. */
  exactLoss(slice: number): number {
    return this.#exactly(() => this.along(slice, this.of(this.eta, slice), 0));
  }

  /** A call with the parameters of the loss itself. */
  #exactly(call: () => number): number {
    const { exact } = this.family;
    if (!exact) return call();
    const smooth = this.#scope.memory.f64(this.#params, exact.length).slice();
    this.setParams(exact);
    const result = call();
    this.setParams(smooth);
    return result;
  }

  /**
   * About the same at θ = v, without a logarithm: ½ (1 − s)² vᵀH⁺v, its second-order term, where
   * rows have curvatures of their own. For softmax vᵀH⁺v = Σ v² ÷ (ω p).
   */
  nearGap(s: number): number {
    const { isRelative, joint, exact } = this.family;
    if (isRelative || exact || (joint && !joint.coupled)) return this.gap(this.v, s);
    if (s === 1) return 0;
    const of = (at: number) => this.#scope.memory.f64(at, this.n * this.outputs);
    const [v, h, y] = [of(this.v), of(this.h), of(this.#y)];
    const weights = this.#scope.memory.f64(this.#weights, this.n);
    let sum = 0;
    for (let i = 0; i < v.length; i++) {
      if (v[i] === 0) continue;
      const w = joint ? weights[i % this.n]! : 0;
      sum += (v[i]! * v[i]!) / (joint ? Math.max(w * y[i]! - v[i]!, LEAST * w) : h[i]!);
    }
    return 0.5 * (1 - s) * (1 - s) * sum;
  }

  /**
   * d ← ∇²F d for n f64 at the predictors `eta`, where rows hang together; where outputs do, d ← the
   * Hessian of their intercepts, K rows of K f64.
   */
  curve(d: number, eta = this.eta): void {
    const { memory } = this.#scope;
    RowsRecord.set(memory, this.#at, 'eta', eta);
    this.#call(RowCall.curve, 0, d);
    RowsRecord.set(memory, this.#at, 'eta', this.eta);
  }

  /** Other parameters from now on: a smoothing that shrinks. */
  setParams(params: ArrayLike<number>): void {
    this.#isThere = false;
    this.#scope.memory.f64(this.#params, params.length).set(params);
  }

  #call(call: number, slice: number, other = 0, a = 0): number {
    const { memory } = this.#scope;
    RowsRecord.set(memory, this.#at, 'slice', slice);
    return memory.kernels[this.family.kernel](call, this.#at, this.#params, other, a);
  }
}
