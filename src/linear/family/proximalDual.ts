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
import type { Coefficients } from './coefficients.ts';
import { type Curvatures, openFactor } from './openFactor.ts';
import type { Predictors } from './predictors.ts';
import type { VectorPenalty } from './vectorPenalty.ts';

/** Share of the gradients that counts as 0 after the step, and the steps it may take. */
const VANISHED = 1e-14;
const MOST_STEPS = 4;

export class ProximalDual {
  readonly #problem: Coefficients;
  readonly #predictors: Predictors;
  readonly #penalty: VectorPenalty;
  readonly #curvatures: Curvatures;
  readonly #theta: number;
  readonly #u: number;
  readonly #b: number;
  readonly #terms: number;
  readonly #params: number;

  constructor(predictors: Predictors, penalty: VectorPenalty, curvatures: Curvatures) {
    const { problem } = curvatures;
    const { scope, design } = problem;
    const { n, outputs, family } = predictors.rows;
    this.#problem = problem;
    this.#predictors = predictors;
    this.#penalty = penalty;
    this.#curvatures = curvatures;
    // Behind θ is room for the z = X̃δ of a relative family.
    this.#theta = scope.f64(n * (outputs + Number(family.isRelative === true)));
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
    this.#takeSlopes();
    const delta = new Float64Array(b.length);
    this.#present(b, delta, u);
    const open = yield* this.#free(b, u, delta);
    return this.#sum(b, delta, open);
  }

  #sum(b: Float64Array, delta: Float64Array, open: readonly number[]): number {
    const { scope, nullLoss } = this.#problem;
    const { memory } = scope;
    const penalty = this.#penalty;
    const { rows } = this.#predictors;
    const u = this.#gradients().slice();
    // What rounding left of û on open columns is charged, not scaled away.
    let charge = 0;
    for (const j of open) {
      charge += Math.abs(u[j]!) * (Math.abs(b[j]!) + Math.abs(delta[j]!));
      u[j] = 0;
    }
    this.#gradients().set(u);
    const ask = (call: number, s: number) =>
      memory.kernels.elasticNet(call, this.#terms, this.#params, s, nullLoss);
    const { whole } = penalty;
    const own = whole ? (penalty.strength > 0 ? penalty.scale(u) : 1) : ask(PenaltyCall.scale, 0);
    const s = Math.min(own, rows.reach(this.#theta));
    const columns = whole
      ? penalty.strength > 0
        ? penalty.slack(b, u, s)
        : 0
      : ask(PenaltyCall.fenchel, s);
    const seen = penalty.seen(b.map((value, j) => (1 - s) * value - s * delta[j]!));
    return columns + rows.gap(this.#theta, s) + 0.5 * penalty.quadratic * seen + charge;
  }

  /** Writes θ, û and δ; columns are added until no gradient is left on one that is open. */
  *#free(b: Float64Array, u: Float64Array, delta: Float64Array): Solver<number[]> {
    const open = new Set(this.#open());
    if (open.size === 0 && this.#predictors.isCentred()) return [];
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
    const { scope } = this.#problem;
    const { memory } = scope;
    const size = u.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const factor = yield* openFactor(this.#curvatures, open);
    const right = scope.f64(open.length);
    delta.fill(0);
    this.#present(b, delta, u);
    for (let step = 0; step < MOST_STEPS; step++) {
      const rest = this.#gradients();
      memory.f64(right, open.length).set(open.map((j) => rest[j]!));
      memory.kernels.choleskySolve(open.length, factor.at, factor.ld, right, 1);
      const solved = memory.f64(right, open.length);
      open.forEach((j, k) => {
        delta[j]! += solved[k]!;
      });
      yield* this.#move(b, delta);
      const left = this.#gradients();
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
    this.#gradients().set(rest);
  }

  /** θ = v − H X̃δ, orthogonal to the intercepts, and û there. */
  *#move(b: Float64Array, delta: Float64Array): Solver<void> {
    this.#takeSlopes();
    this.#curvatures.curvature.turn(this.#theta, delta);
    yield* this.#predictors.gradient(this.#theta, this.#u);
    this.#present(b, delta, this.#gradients().slice());
  }

  /** θ = v, and z = 0 behind it. */
  #takeSlopes(): void {
    const { memory } = this.#problem.scope;
    const { n, outputs, v, family } = this.#predictors.rows;
    memory.f64(this.#theta, n * outputs).set(memory.f64(v, n * outputs));
    if (family.isRelative) memory.f64(this.#theta + 8 * n, n).fill(0);
  }

  #gradients(): Float64Array {
    return this.#problem.scope.memory.f64(this.#u, this.#problem.design.p);
  }
}
