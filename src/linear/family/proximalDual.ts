/**
 * The duality gap of a loss with a penalty of the whole vector. Stacking the rows of √λ Γ under X̃,
 *
 *   gap = Σ ω [ℓ(η) + ℓ*(t) − tη] + Ω(b) + Ω*(s û) − s ûᵀb + λ/2 ‖Γ((1 − s) b − s δ)‖²
 *
 * with t = −s θ/ω and û = X̃ᵀθ − λΓᵀΓ(b + δ). θ and δ are −ω ℓ′ and 0 where Ω* is finite around
 * û; where Ω leaves columns free, û must be 0 on them: one Newton step δ on these columns, taken
 * off θ as well, brings it there.
 */
import { PenaltyCall } from '../../memory/calls.ts';
import { termsAt } from '../columnState.ts';
import { openColumns } from '../dualPoint.ts';
import type { Solver } from '../gradients.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { type Curvatures, openFactor } from './openFactor.ts';
import type { VectorPenalty } from './vectorPenalty.ts';

/** Share of Σ |v| below which Σ v is rounding. */
const CENTRED = 1e-13;
/** Share of the gradients that counts as 0 after the step, and the steps it may take. */
const VANISHED = 1e-14;
const MOST_STEPS = 4;

export class ProximalDual {
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #penalty: VectorPenalty;
  readonly #curvatures: Curvatures;
  readonly #theta: number;
  readonly #d: number;
  readonly #u: number;
  readonly #b: number;
  readonly #terms: number;
  readonly #params: number;

  constructor(
    problem: FamilyProblem,
    rows: FamilyRows,
    penalty: VectorPenalty,
    curvatures: Curvatures,
  ) {
    const { scope, design, family } = problem;
    this.#problem = problem;
    this.#rows = rows;
    this.#penalty = penalty;
    this.#curvatures = curvatures;
    // Behind θ is room for the z = X̃δ of a relative family.
    this.#theta = scope.f64(family.isRelative ? 2 * design.n : design.n);
    this.#d = scope.f64(design.n);
    this.#u = scope.f64(design.p);
    this.#b = scope.f64(design.p);
    this.#terms = termsAt(problem, this.#u, this.#b);
    this.#params = scope.f64(2);
  }

  /** The gap at b, with u = X̃ᵀv of the present rows. */
  *gap(b: Float64Array, u: Float64Array): Solver<number> {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    memory.f64(this.#b, design.p).set(b);
    memory.f64(this.#params, 2).set(this.#penalty.separable.params);
    memory.f64(this.#theta, design.n).set(memory.f64(this.#rows.v, design.n));
    if (this.#problem.family.isRelative) memory.f64(this.#theta + 8 * design.n, design.n).fill(0);
    const rest = u.slice();
    this.#penalty.subtractQuadratic(b, rest);
    memory.f64(this.#u, design.p).set(rest);
    const delta = new Float64Array(b.length);
    const open = yield* this.#free(b, u, delta);
    return this.#sum(b, delta, open);
  }

  #sum(b: Float64Array, delta: Float64Array, open: readonly number[]): number {
    const { scope, design, nullLoss } = this.#problem;
    const { memory } = scope;
    const penalty = this.#penalty;
    const u = memory.f64(this.#u, design.p).slice();
    // What rounding left of û on open columns is charged, not scaled away.
    let charge = 0;
    for (const j of open) {
      charge += Math.abs(u[j]!) * (Math.abs(b[j]!) + Math.abs(delta[j]!));
      u[j] = 0;
    }
    memory.f64(this.#u, design.p).set(u);
    const ask = (call: number, s: number) =>
      memory.kernels.elasticNet(call, this.#terms, this.#params, s, nullLoss);
    const { whole } = penalty;
    const own = whole ? (penalty.strength > 0 ? penalty.scale(u) : 1) : ask(PenaltyCall.scale, 0);
    const s = Math.min(own, this.#rows.reach(this.#theta));
    const columns = whole
      ? penalty.strength > 0
        ? penalty.slack(b, u, s)
        : 0
      : ask(PenaltyCall.fenchel, s);
    const seen = penalty.seen(b.map((value, j) => (1 - s) * value - s * delta[j]!));
    return columns + this.#rows.gap(this.#theta, s) + 0.5 * penalty.quadratic * seen + charge;
  }

  /** Writes θ, û and δ; columns are added until no gradient is left on one that is open. */
  *#free(b: Float64Array, u: Float64Array, delta: Float64Array): Solver<number[]> {
    const open = new Set(this.#open());
    if (open.size === 0 && this.#isCentred()) return [];
    for (;;) {
      yield* this.#project([...open], b, u, delta);
      const added = this.#open().filter((j) => !open.has(j));
      if (added.length === 0) return [...open];
      for (const j of added) open.add(j);
    }
  }

  #open(): number[] {
    if (this.#penalty.whole) return this.#penalty.unheld();
    return openColumns(this.#problem, this.#penalty.separable, this.#u, this.#b);
  }

  /** δ on the open columns with û = 0 there, from δ = 0, with as many refinements as it takes. */
  *#project(
    open: readonly number[],
    b: Float64Array,
    u: Float64Array,
    delta: Float64Array,
  ): Solver<void> {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    const size = u.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const factor = yield* openFactor(this.#curvatures, open);
    const right = scope.f64(open.length);
    delta.fill(0);
    this.#present(b, delta, u);
    for (let step = 0; step < MOST_STEPS; step++) {
      const rest = memory.f64(this.#u, design.p);
      memory.f64(right, open.length).set(open.map((j) => rest[j]!));
      memory.kernels.choleskySolve(open.length, factor.at, factor.ld, right, 1);
      const solved = memory.f64(right, open.length);
      open.forEach((j, k) => {
        delta[j]! += solved[k]!;
      });
      yield* this.#move(b, delta);
      const left = memory.f64(this.#u, design.p);
      if (open.every((j) => Math.abs(left[j]!) <= VANISHED * size)) break;
    }
    scope.free(right);
    scope.free(factor.at);
  }

  /** û at θ = v. */
  #present(b: Float64Array, delta: Float64Array, u: Float64Array): void {
    const rest = u.slice();
    this.#penalty.subtractQuadratic(
      b.map((value, j) => value + delta[j]!),
      rest,
    );
    this.#problem.scope.memory.f64(this.#u, u.length).set(rest);
  }

  /** θ = v − H X̃δ, orthogonal to the intercept, and û there. */
  *#move(b: Float64Array, delta: Float64Array): Solver<void> {
    const { scope, design, all, hasIntercept, family } = this.#problem;
    const { memory } = scope;
    const { n, p, kind } = design;
    const { view, weights } = this.#curvatures.hessian.problem;
    const values = scope.putF64(delta);
    memory.f64(this.#d, n).fill(0);
    memory.kernels[`${kind}_combine`](view, all, p, values, this.#d);
    scope.free(values);
    if (family.isRelative) {
      memory.f64(this.#theta + 8 * n, n).set(memory.f64(this.#d, n));
      this.#rows.curve(this.#d);
    } else memory.kernels.multiply(n, this.#d, weights, this.#d);
    const theta = memory.f64(this.#theta, n);
    theta.set(memory.f64(this.#rows.v, n));
    memory.kernels.axpy(n, -1, this.#d, this.#theta);
    if (hasIntercept) {
      const total = memory.kernels.sum(n, weights);
      const shift = memory.kernels.sum(n, this.#theta) / total;
      if (total > 0) memory.kernels.axpy(n, -shift, weights, this.#theta);
    }
    yield { problem: this.#problem, v: this.#theta, out: this.#u };
    this.#present(b, delta, memory.f64(this.#u, p).slice());
  }

  /** Whether Σ v is 0 but for rounding, as the intercept demands. */
  #isCentred(): boolean {
    const { scope, design, hasIntercept } = this.#problem;
    if (!hasIntercept) return true;
    const v = scope.memory.f64(this.#rows.v, design.n);
    let [sum, size] = [0, 0];
    for (let i = 0; i < v.length; i++) {
      sum += v[i]!;
      size += Math.abs(v[i]!);
    }
    return Math.abs(sum) <= CENTRED * size;
  }
}
