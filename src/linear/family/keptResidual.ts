/** The residual that coordinate descent on sparse columns keeps, but for a multiple of h. */
import { ColumnProblemRecord } from '../../memory/record.ts';
import type { Problem } from '../problem.ts';

export class KeptResidual {
  /** n f64 */
  readonly at: number;
  readonly #problem: Problem;
  readonly #record: number;
  /** Coefficients, residual (n f64) and its sum at the last `follow`, and room for another. */
  #last: { b: Float64Array; r: number; total: number; spare: number };

  /** `record` is that of the column problem. */
  constructor(problem: Problem, record: number) {
    this.#problem = problem;
    this.#record = record;
    const { scope, design } = problem;
    this.at = scope.f64(design.n);
    const [r, spare] = [scope.f64(design.n), scope.f64(design.n)];
    this.#last = { b: new Float64Array(0), r, total: 0, spare };
    ColumnProblemRecord.set(scope.memory, record, 'residual', this.at);
  }

  get values(): Float64Array {
    return this.#problem.scope.memory.f64(this.at, this.#problem.design.n);
  }

  get total(): number {
    return ColumnProblemRecord.get(this.#problem.scope.memory, this.#record, 'total');
  }

  set total(value: number) {
    ColumnProblemRecord.set(this.#problem.scope.memory, this.#record, 'total', value);
  }

  /** Starts from the n f64 at `v`. */
  take(v: number): void {
    const { scope, design } = this.#problem;
    this.values.set(scope.memory.f64(v, design.n));
    this.total = scope.memory.kernels.sum(design.n, v);
  }

  /** All of it, n f64 to `v`: where columns are centred its sum is 0. */
  give(v: number): void {
    const { scope, design, weights, totalWeight, hasIntercept } = this.#problem;
    scope.memory.f64(v, design.n).set(this.values);
    const rest = hasIntercept ? this.total / totalWeight : 0;
    if (rest !== 0) scope.memory.kernels.axpy(design.n, -rest, weights, v);
  }

  /** Goes on by `ratio` times what changed since the last call: r is linear in the set's b. */
  follow(b: Float64Array, ratio: number): void {
    const { scope, design } = this.#problem;
    const { axpy } = scope.memory.kernels;
    const last = this.#last;
    const now = { b: b.slice(), r: last.spare, total: this.total };
    scope.memory.f64(now.r, design.n).set(this.values);
    for (let k = 0; k < b.length; k++) b[k]! += ratio * (b[k]! - (last.b[k] ?? 0));
    axpy(design.n, ratio, now.r, this.at);
    axpy(design.n, -ratio, last.r, this.at);
    this.total += ratio * (now.total - last.total);
    this.#last = { ...now, spare: last.r };
  }
}
