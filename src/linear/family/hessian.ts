/** A problem whose rows weigh what the curvature of a family says: the quadratic of a Newton step. */
import type { Task } from '../../runtime/run.ts';
import { type Problem, viewOf } from '../problem.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';

export class Hessian {
  /** The problem that a working set takes its Gram matrix from. */
  readonly problem: Problem & { totalWeight: number };
  readonly #base: FamilyProblem;
  readonly #scaled: number;
  readonly #rows: FamilyRows | undefined;
  /** η when the curvatures were taken, n f64. */
  readonly #eta: number;
  /** What the curvatures there are multiplied by. */
  #times = 1;

  /** @param rows where rows hang together: their curvature is more than a weight per row. */
  constructor(base: FamilyProblem, rows?: FamilyRows) {
    const { scope, design } = base;
    const weights = scope.f64(design.n);
    const root = scope.f64(design.n);
    const center = scope.putF64(scope.memory.f64(base.center, design.p).slice());
    const view = viewOf(scope, design, { center, scale: base.scale, root, weights });
    this.#base = base;
    this.#scaled = scope.f64(design.p);
    this.#rows = base.family.isRelative ? rows : undefined;
    this.#eta = this.#rows ? scope.f64(design.n) : 0;
    const curve = this.#rows && ((d: number) => this.#curve(d));
    this.problem = { ...base, weights, root, center, view, curve, totalWeight: 0 };
  }

  /** Take `times` the curvatures at `h` (n f64) for the rows' weights. `centre` makes the centres. */
  take(h: number, times = 1): void {
    const { scope, design } = this.#base;
    const { memory } = scope;
    const { weights, root } = this.problem;
    const values = memory.f64(weights, design.n);
    values.set(memory.f64(h, design.n));
    if (times !== 1) for (let i = 0; i < values.length; i++) values[i] = values[i]! * times;
    memory.kernels.roots(design.n, weights, root);
    this.problem.totalWeight = memory.kernels.sum(design.n, weights);
    this.#times = times;
    if (this.#rows) memory.f64(this.#eta, design.n).set(memory.f64(this.#rows.eta, design.n));
  }

  /** d ← C d for rows that hang together; n f64 at `d`. */
  #curve(d: number): void {
    const { scope, design } = this.#base;
    this.#rows!.curve(d, this.#eta);
    if (this.#times === 1) return;
    const image = scope.memory.f64(d, design.n);
    for (let i = 0; i < image.length; i++) image[i] = image[i]! * this.#times;
  }

  /** Curvatures times `by`, which leaves the centres as they are. */
  scale(by: number): void {
    this.#times *= by;
    const { scope, design } = this.#base;
    const { memory } = scope;
    const weights = memory.f64(this.problem.weights, design.n);
    const root = memory.f64(this.problem.root, design.n);
    const half = Math.sqrt(by);
    for (let i = 0; i < weights.length; i++) {
      weights[i] = weights[i]! * by;
      root[i] = root[i]! * half;
    }
    this.problem.totalWeight *= by;
  }

  /**
   * Centres of `count` columns at `list` under these weights: the intercept, or a constant that
   * does not count, then stays at its optimum of the quadratic.
   */
  *centre(list: number, count: number): Task<void> {
    const { scope, design, view, isCentred } = this.#base;
    const { weights, totalWeight } = this.problem;
    if (!isCentred || count === 0 || !(totalWeight > 0)) return;
    const { memory } = scope;
    const { p, kind } = design;
    memory.kernels[`${kind}_dots`](view, list, count, weights, totalWeight, this.#scaled);
    yield;
    const columns = memory.i32(list, count);
    const center = memory.f64(this.problem.center, p);
    const base = memory.f64(this.#base.center, p);
    const scale = memory.f64(this.#base.scale, p);
    const scaled = memory.f64(this.#scaled, p);
    // Σ h (x − c) s ÷ (s Σ h) is how far the mean under h lies from c
    for (const j of columns)
      if (scale[j]! > 0) center[j] = base[j]! + scaled[j]! / (scale[j]! * totalWeight);
  }

  /** What the centres make of a `direction` on the columns at `list`, for the intercept of the base. */
  intercept(list: number, direction: Float64Array): number {
    const { scope, design, hasIntercept } = this.#base;
    if (!hasIntercept) return 0;
    const { memory } = scope;
    const [scale, base, center] = [this.#base.scale, this.#base.center, this.problem.center].map(
      (at) => memory.f64(at, design.p),
    ) as [Float64Array, Float64Array, Float64Array];
    return memory
      .i32(list, direction.length)
      .reduce((sum, j, k) => sum + direction[k]! * scale[j]! * (base[j]! - center[j]!), 0);
  }
}
