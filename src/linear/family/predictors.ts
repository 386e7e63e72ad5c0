/** Linear predictors of all outputs at any coefficients, and gradients of the loss there. */
import type { Solver } from '../gradients.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { FamilyRows } from './familyRows.ts';
import { recentreAll } from './jointIntercepts.ts';

/** Share of Σ |v| below which Σ v is rounding. */
const CENTRED = 1e-13;

/** Vectors hold p or n values per output, output after output. */
export class Predictors {
  readonly rows: FamilyRows;
  /** Σ ω ℓ and the intercepts of the standardized columns where `place` was last. */
  loss = 0;
  readonly intercepts: Float64Array;
  readonly #problem: FamilyProblem;

  constructor(problem: FamilyProblem) {
    const { scope, design, family, y, weights, params } = problem;
    this.#problem = problem;
    this.rows = new FamilyRows(scope, family, { n: design.n, y, weights, params });
    this.intercepts = new Float64Array(family.outputs);
  }

  /** η from the offset and b alone, the intercepts at their optimum; loss, v and h there. */
  place(b: Float64Array): void {
    const { scope, hasIntercept, offset } = this.#problem;
    const { memory } = scope;
    const { rows } = this;
    const { n, outputs, eta } = rows;
    if (offset) memory.f64(eta, n * outputs).set(memory.f64(offset, n * outputs));
    else memory.f64(eta, n * outputs).fill(0);
    this.#add(b, eta);
    if (hasIntercept) {
      for (const [k, intercept] of this.intercepts.entries())
        memory.kernels.shift(n, intercept, rows.of(eta, k));
      this.#recentre();
    }
    if (!rows.family.joint) this.loss = rows.gradients(0);
    else if (!hasIntercept) this.loss = rows.gradientsOfAll();
  }

  #recentre(): void {
    const { rows, intercepts } = this;
    if (!rows.family.joint) {
      intercepts[0]! += rows.recentre(0);
      return;
    }
    const { moved, loss } = recentreAll(this.#problem.scope, rows);
    for (const [k, by] of moved.entries()) intercepts[k]! += by;
    this.loss = loss;
  }

  /** Σ ω ℓ″ of all outputs. */
  curvature(): number {
    const { n, outputs, h } = this.rows;
    return this.#problem.scope.memory.kernels.sum(n * outputs, h);
  }

  /** n numbers per output; read anew after anything that may reserve memory. */
  vector(at: number): Float64Array {
    return this.#problem.scope.memory.f64(at, this.rows.n * this.rows.outputs);
  }

  /** d ← X̃δ */
  combine(delta: Float64Array, d: number): void {
    const { n, outputs } = this.rows;
    this.#problem.scope.memory.f64(d, n * outputs).fill(0);
    this.#add(delta, d);
  }

  #add(b: Float64Array, to: number): void {
    const { scope, design, view, all } = this.#problem;
    const { kind, p } = design;
    const values = scope.putF64(b);
    for (let k = 0; k < this.rows.outputs; k++)
      scope.memory.kernels[`${kind}_combine`](
        view,
        all,
        p,
        values + 8 * k * p,
        this.rows.of(to, k),
      );
    scope.free(values);
  }

  /** out ← X̃ᵀv */
  *gradient(v: number, out: number): Solver<void> {
    const { p } = this.#problem.design;
    for (let k = 0; k < this.rows.outputs; k++)
      yield { problem: this.#problem, v: this.rows.of(v, k), out: out + 8 * k * p };
  }

  /** Whether every Σ v is 0 but for rounding, as the intercepts demand. */
  isCentred(): boolean {
    const { rows } = this;
    if (!this.#problem.hasIntercept) return true;
    for (let k = 0; k < rows.outputs; k++) {
      const v = this.#problem.scope.memory.f64(rows.of(rows.v, k), rows.n);
      let [sum, size] = [0, 0];
      for (let i = 0; i < v.length; i++) {
        sum += v[i]!;
        size += Math.abs(v[i]!);
      }
      if (Math.abs(sum) > CENTRED * size) return false;
    }
    return true;
  }
}
