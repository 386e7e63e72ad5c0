/** A dual point orthogonal to the columns that nothing penalizes, with its gradients. */
import type { Penalty } from '../penalty/penalty.ts';
import { termsAt } from './columnState.ts';
import { Complement } from './complement.ts';
import type { Solver } from './gradients.ts';
import { freeColumns, type Problem } from './problem.ts';

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
    const open = new Set(openColumns(this.#problem, penalty, u, this.#coefficients));
    if (open.size === 0) return undefined;
    for (;;) {
      const point = yield* this.#project([...open], r);
      const more = openColumns(this.#problem, penalty, this.#u, this.#coefficients);
      const added = more.filter((j) => !open.has(j));
      if (added.length === 0) return point;
      for (const j of added) open.add(j);
    }
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
    for (const j of open)
      this.#complement.exclude(weightedColumn(this.#problem, j, this.#problem.root));
  }

  #reserve(): void {
    const { scope, design } = this.#problem;
    this.#u = scope.f64(design.p);
    this.#v = scope.f64(design.n);
    this.#terms = termsAt(this.#problem, this.#u, this.#coefficients);
  }
}

/**
 * Columns without penalty inside their limits, or whose gradient points where no limit is: at
 * the optimum θ is orthogonal to them.
 */
export function openColumns(problem: Problem, penalty: Penalty, u: number, b: number): number[] {
  const { scope, design } = problem;
  const { p } = design;
  const of = (at: number) => scope.memory.f64(at, p);
  const lower = of(problem.lower);
  const upper = of(problem.upper);
  const gradient = of(u);
  const coefficient = of(b);
  return freeColumns(problem, penalty.lambda).filter((j) => {
    const g = gradient[j]!;
    if (coefficient[j]! > lower[j]! && coefficient[j]! < upper[j]!) return true;
    return (g > 0 && upper[j] === Infinity) || (g < 0 && lower[j] === -Infinity);
  });
}

/** x̃_j times n f64 at `root`. */
export function weightedColumn(problem: Problem, j: number, root: number): Float64Array {
  const { scope, design, view } = problem;
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
