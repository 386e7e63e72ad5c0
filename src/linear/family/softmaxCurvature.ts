/** The curvatures of a softmax, H_i = ω_i (diag(p_i) − p_i p_iᵀ), among all classes. */
import type { Task } from '../../runtime/run.ts';
import type { Curvature } from './curvature.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { JointHessian } from './jointHessian.ts';
import type { Predictors } from './predictors.ts';
import { solvePositive } from './solvePositive.ts';

export class SoftmaxCurvature implements Curvature {
  readonly #problem: FamilyProblem;
  readonly #predictors: Predictors;
  readonly #hessian: JointHessian;
  readonly #d: number;
  /** Columns of each class at the last `fill`. */
  #columns: Int32Array[];
  /** p there, n values per class. */
  #shares: Float64Array = new Float64Array(0);

  constructor(problem: FamilyProblem, predictors: Predictors) {
    const { rows } = predictors;
    this.#problem = problem;
    this.#predictors = predictors;
    this.#columns = Array.from({ length: rows.outputs }, () => new Int32Array(0));
    const sets = this.#columns.map((_, k) => ({ columns: () => this.#columns[k]! }));
    this.#hessian = new JointHessian(problem, rows, sets);
    this.#d = problem.scope.f64(rows.n * rows.outputs);
  }

  *fill(list: ArrayLike<number>, gram: number, ld: number): Task<void> {
    const { p } = this.#problem.design;
    const all = Array.from(list);
    this.#columns = this.#columns.map((_, k) =>
      Int32Array.from(
        all.filter((at) => Math.floor(at / p) === k),
        (at) => at - k * p,
      ),
    );
    const firsts = this.#columns.map((_, k) => all.findIndex((at) => at >= k * p));
    const coordinate = (k: number, at: number) => firsts[k]! + at;
    yield* this.#hessian.fill({ gram, stride: ld, size: all.length, coordinate });
    this.#shares = this.#presentShares();
  }

  combine(delta: Float64Array, d: number): void {
    const shifts = this.#hessian.intercepts(delta);
    this.#predictors.combine(delta, d);
    const { rows } = this.#predictors;
    shifts.forEach((by, k) => {
      this.#problem.scope.memory.kernels.shift(rows.n, by, rows.of(d, k));
    });
  }

  turn(theta: number, delta: Float64Array): void {
    const { n, outputs } = this.#predictors.rows;
    const { memory } = this.#problem.scope;
    this.#predictors.combine(delta, this.#d);
    this.#subtract(theta, memory.f64(this.#d, n * outputs));
    if (!this.#problem.hasIntercept) return;
    const values = memory.f64(theta, n * outputs);
    const sums = Float64Array.from({ length: outputs }, (_, k) =>
      values.subarray(k * n, (k + 1) * n).reduce((sum, value) => sum + value, 0),
    );
    const shifts = solvePositive(this.#ofIntercepts(), sums);
    const d = Float64Array.from({ length: n * outputs }, (_, at) => shifts[Math.floor(at / n)]!);
    this.#subtract(theta, d);
  }

  /** θ ← θ − H d: what is taken off a row adds to 0 over the classes. */
  #subtract(theta: number, d: Float64Array): void {
    const { n, outputs } = this.#predictors.rows;
    const { memory } = this.#problem.scope;
    const weights = memory.f64(this.#problem.weights, n);
    const values = memory.f64(theta, n * outputs);
    for (let i = 0; i < n; i++) {
      let mean = 0;
      for (let at = i; at < d.length; at += n) mean += this.#shares[at]! * d[at]!;
      for (let at = i; at < d.length; at += n)
        values[at]! -= weights[i]! * this.#shares[at]! * (d[at]! - mean);
    }
  }

  /** Σ_i H_i */
  #ofIntercepts(): Float64Array[] {
    const { n, outputs } = this.#predictors.rows;
    const weights = this.#problem.scope.memory.f64(this.#problem.weights, n);
    const all = Array.from({ length: outputs }, () => new Float64Array(outputs));
    for (let k = 0; k < outputs; k++)
      for (let l = 0; l < k; l++) {
        let sum = 0;
        for (let i = 0; i < n; i++)
          sum += weights[i]! * this.#shares[k * n + i]! * this.#shares[l * n + i]!;
        all[k]![l] = all[l]![k] = -sum;
        all[k]![k]! += sum;
        all[l]![l]! += sum;
      }
    return all;
  }

  /** p = y − v ÷ ω */
  #presentShares(): Float64Array {
    const { n, outputs, v } = this.#predictors.rows;
    const { memory } = this.#problem.scope;
    const weights = memory.f64(this.#problem.weights, n);
    const y = memory.f64(this.#problem.y, n * outputs);
    return memory.f64(v, n * outputs).map((value, at) => {
      const w = weights[at % n]!;
      return w > 0 ? Math.max(y[at]! - value / w, 0) : 0;
    });
  }
}
