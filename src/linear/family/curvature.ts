/** Curvatures of a loss among its rows: products of columns under them, steps of a dual point. */
import type { Task } from '../../runtime/run.ts';
import { appendGram } from '../gram.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { Hessian } from './hessian.ts';
import type { Predictors } from './predictors.ts';
import { SoftmaxCurvature } from './softmaxCurvature.ts';

/** Coefficients are those of all outputs, p after p. */
export interface Curvature {
  /**
   * Writes X̃ᵀHX̃, the intercepts taken out, on the coefficients of `list`, rows `ld` f64 apart; H
   * at the present predictors counts from now on.
   */
  fill(list: ArrayLike<number>, gram: number, ld: number): Task<void>;
  /** d ← X̃δ after a `fill` of all coefficients, the intercepts moving along. */
  combine(delta: Float64Array, d: number): void;
  /** θ ← θ − HX̃δ, and off the intercepts. */
  turn(theta: number, delta: Float64Array): void;
}

export function curvatureOf(problem: FamilyProblem, predictors: Predictors): Curvature {
  if (problem.family.joint?.coupled) return new SoftmaxCurvature(problem, predictors);
  return new RowCurvature(problem, predictors.rows);
}

/** One output: a weight per row, or what a family whose rows hang together has. */
class RowCurvature implements Curvature {
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #hessian: Hessian;
  readonly #d: number;

  constructor(problem: FamilyProblem, rows: FamilyRows) {
    this.#problem = problem;
    this.#rows = rows;
    this.#hessian = new Hessian(problem, rows);
    this.#d = problem.scope.f64(problem.design.n);
  }

  *fill(list: ArrayLike<number>, gram: number, ld: number): Task<void> {
    const { scope } = this.#problem;
    this.#hessian.take(this.#rows.h);
    const columns = scope.putI32(list);
    yield* this.#hessian.centre(columns, list.length);
    const block = { list: columns, first: 0, total: list.length, gram, ld };
    if (list.length > 0) yield* appendGram(this.#hessian.problem, block);
    scope.free(columns);
  }

  combine(delta: Float64Array, d: number): void {
    const { scope, design, all } = this.#problem;
    const { memory } = scope;
    const values = scope.putF64(delta);
    memory.f64(d, design.n).fill(0);
    const { view } = this.#hessian.problem;
    memory.kernels[`${design.kind}_combine`](view, all, design.p, values, d);
    scope.free(values);
  }

  turn(theta: number, delta: Float64Array): void {
    const { scope, design, hasIntercept, family } = this.#problem;
    const { memory } = scope;
    const { n } = design;
    const { weights } = this.#hessian.problem;
    this.combine(delta, this.#d);
    if (family.isRelative) {
      // behind θ is room for z = X̃δ
      memory.f64(theta + 8 * n, n).set(memory.f64(this.#d, n));
      this.#rows.curve(this.#d);
    } else memory.kernels.multiply(n, this.#d, weights, this.#d);
    memory.kernels.axpy(n, -1, this.#d, theta);
    if (!hasIntercept) return;
    const total = memory.kernels.sum(n, weights);
    const shift = memory.kernels.sum(n, theta) / total;
    if (total > 0) memory.kernels.axpy(n, -shift, weights, theta);
  }
}
