/** A dual point orthogonal to the columns that nothing penalizes, with its gradients. */
import type { Penalty } from '../penalty/penalty.ts';
import { termsAt } from './columnState.ts';
import { Complement } from './complement.ts';
import type { Solver } from './gradients.ts';
import type { Problem } from './problem.ts';

export interface Projected {
  /** Record of gap terms with the gradients of θ. */
  readonly terms: number;
  /** ‖θ‖² and ‖r − θ‖² in √ω-weighted space. */
  readonly squares: number;
  readonly removed: number;
}

export class DualPoint {
  readonly #problem: Problem;
  readonly #coefficients: number;
  #terms = 0;
  #u = 0;
  #v = 0;
  #key = '';
  #complement = new Complement();

  constructor(problem: Problem, coefficients: number) {
    this.#problem = problem;
    this.#coefficients = coefficients;
  }

  /**
   * Undefined where every column is penalized or held by limits: then the residual serves as it
   * is. Otherwise columns are projected away until no open one is left.
   */
  *find(penalty: Penalty, u: number, r: number): Solver<Projected | undefined> {
    const open = new Set(this.#open(penalty, u));
    if (open.size === 0) return undefined;
    for (;;) {
      const point = yield* this.#project([...open], r);
      const added = this.#open(penalty, this.#u).filter((j) => !open.has(j));
      if (added.length === 0) return point;
      for (const j of added) open.add(j);
    }
  }

  /**
   * Columns without penalty inside their limits, or whose gradient points where no limit is: at
   * the optimum θ is orthogonal to them.
   */
  #open(penalty: Penalty, u: number): number[] {
    const { scope, design } = this.#problem;
    const of = (at: number) => scope.memory.f64(at, design.p);
    const scale = of(this.#problem.scale);
    const factor = of(this.#problem.penaltyFactor);
    const lower = of(this.#problem.lower);
    const upper = of(this.#problem.upper);
    const gradient = of(u);
    const b = of(this.#coefficients);
    const open: number[] = [];
    for (let j = 0; j < design.p; j++) {
      if (scale[j] === 0 || factor[j]! * penalty.lambda !== 0) continue;
      const free = b[j]! > lower[j]! && b[j]! < upper[j]!;
      const g = gradient[j]!;
      if (free || (g > 0 && upper[j] === Infinity) || (g < 0 && lower[j] === -Infinity))
        open.push(j);
    }
    return open;
  }

  /** Project the residual at `r` (n f64) and take the gradients of what is left. */
  *#project(open: readonly number[], r: number): Solver<Projected> {
    const { scope, design, root } = this.#problem;
    const { memory } = scope;
    const { n, p } = design;
    if (this.#terms === 0) this.#reserve();
    this.#extend(open);
    const roots = memory.f64(root, n).slice();
    const { rest, removed } = this.#complement.project(
      memory.f64(r, n).map((value, i) => value * roots[i]!),
    );
    memory.f64(this.#v, n).set(rest.map((value, i) => value * roots[i]!));
    yield { problem: this.#problem, v: this.#v, out: this.#u };
    const u = memory.f64(this.#u, p);
    for (const j of open) u[j] = 0;
    const squares = rest.reduce((sum, value) => sum + value * value, 0);
    return { terms: this.#terms, squares, removed };
  }

  /** Keep the basis of the last call where it is the same. */
  #extend(open: readonly number[]): void {
    const key = open.join();
    if (key === this.#key) return;
    this.#key = key;
    this.#complement = new Complement();
    for (const j of open) this.#complement.exclude(this.#column(j));
  }

  /** √ω x̃_j */
  #column(j: number): Float64Array {
    const { scope, design, view, root } = this.#problem;
    const { memory } = scope;
    const { n, kind } = design;
    const list = scope.putI32([j]);
    const one = scope.putF64([1]);
    const x = scope.f64(n);
    memory.kernels[`${kind}_combine`](view, list, 1, one, x);
    memory.kernels.multiply(n, x, root, x);
    const column = memory.f64(x, n).slice();
    for (const block of [list, one, x]) scope.free(block);
    return column;
  }

  #reserve(): void {
    const { scope, design } = this.#problem;
    this.#u = scope.f64(design.p);
    this.#v = scope.f64(design.n);
    this.#terms = termsAt(this.#problem, this.#u, this.#coefficients);
  }
}
