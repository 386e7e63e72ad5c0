/** The residual that coordinate descent on sparse columns keeps, but for a multiple of h. */
import { ColumnProblemRecord } from '../../memory/record.ts';
import type { Problem } from '../problem.ts';

export class KeptResidual {
  /** n f64 */
  readonly at: number;
  readonly #problem: Problem;
  readonly #record: number;
  /** Coefficients, residual and its sum at the last `follow`. */
  #last: { b: Float64Array; r: Float64Array; total: number } | undefined;

  /** `record` is that of the column problem. */
  constructor(problem: Problem, record: number) {
    this.#problem = problem;
    this.#record = record;
    this.at = problem.scope.f64(problem.design.n);
    ColumnProblemRecord.set(problem.scope.memory, record, 'residual', this.at);
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
    const r = this.values;
    const now = { b: b.slice(), r: r.slice(), total: this.total };
    const last = this.#last ?? now;
    for (let k = 0; k < b.length; k++) b[k]! += ratio * (b[k]! - (last.b[k] ?? 0));
    for (let i = 0; i < r.length; i++) r[i]! += ratio * (r[i]! - last.r[i]!);
    this.total += ratio * (now.total - last.total);
    this.#last = now;
  }
}
