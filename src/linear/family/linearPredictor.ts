/** η of one output, and its intercept, as its coefficients move. */
import type { Task } from '../../runtime/run.ts';
import type { CoordinateSet } from './coordinateSet.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import type { Hessian } from './hessian.ts';

/**
 * Steps that η is carried along before it is made anew from the coefficients. What rounding adds to
 * it meanwhile enters the gap through its square alone: X̃ᵀθ is that of the θ which η leads to.
 */
const MOST_STEPS = 100;

export class LinearPredictor {
  intercept = 0;
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #index: number;
  readonly #hessian: Hessian;
  /** What the direction of the last `aim` does to η, n f64. */
  readonly direction: number;
  /** Since η was made from the coefficients. */
  #steps = Infinity;

  constructor(problem: FamilyProblem, rows: FamilyRows, index: number, hessian: Hessian) {
    this.#problem = problem;
    this.#rows = rows;
    this.#index = index;
    this.#hessian = hessian;
    this.direction = problem.scope.f64(problem.design.n);
  }

  /** Whether η may be far from what the coefficients say, or full of rounding. */
  get isOld(): boolean {
    return this.#steps > MOST_STEPS;
  }

  /** The coefficients are others. */
  leave(): void {
    this.#steps = Infinity;
  }

  /** η from the offset and the coefficients alone. */
  *rebuild(offset: number, { list, size, vector }: Members): Task<void> {
    const { scope, design, view, hasIntercept } = this.#problem;
    const { memory } = scope;
    const { n, kind } = design;
    const eta = this.#rows.leave(this.#index);
    const known = this.#rows.of(offset, this.#index);
    if (offset) memory.f64(eta, n).set(memory.f64(known, n));
    else memory.f64(eta, n).fill(0);
    memory.kernels[`${kind}_combine`](view, list, size, vector.byteOffset, eta);
    if (hasIntercept) memory.kernels.shift(n, this.intercept, eta);
    this.#steps = 0;
    yield;
  }

  /** d ← what a direction on the set does to η, the intercept moving along. */
  aim({ list, size, vector }: Members): void {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    memory.f64(this.direction, design.n).fill(0);
    const { view } = this.#hessian.problem;
    memory.kernels[`${design.kind}_combine`](view, list, size, vector.byteOffset, this.direction);
  }

  /** The loss of the last `settle` of the rows with t d added. */
  lossAt(t: number): number {
    return this.#rows.alongSettled(this.#index, this.direction, t);
  }

  /** η + t d, d being what `direction` does. */
  advance(t: number, { list, vector }: Members): void {
    this.#rows.advance(this.#index, this.direction, t);
    this.intercept += t * this.#hessian.intercept(list, vector);
    this.#steps++;
  }
}

/** Columns of a set, and one number for each. */
interface Members extends Pick<CoordinateSet, 'list' | 'size'> {
  readonly vector: Float64Array;
}
