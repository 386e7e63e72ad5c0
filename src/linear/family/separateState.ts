/** Outputs that share columns and nothing else, as of squared losses of several responses. */
import { gaussian } from '../../datafit/index.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import type { Solver } from '../gradients.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { type ProximalPoint, ProximalState } from './proximalState.ts';

/** A problem per output, one Gram matrix and one penalty for all: G does not depend on y. */
export class SeparateState {
  readonly #states: readonly ProximalState[];
  readonly #convex: boolean;

  constructor(problem: FamilyProblem, penalty: Penalty) {
    this.#convex = penalty.convex;
    const first = new ProximalState(outputOf(problem, 0), penalty);
    const others = Array.from(
      { length: problem.family.outputs - 1 },
      (_, k) => new ProximalState(outputOf(problem, k + 1), penalty, first.shared),
    );
    this.#states = [first, ...others];
  }

  get u(): Float64Array {
    return joined(this.#states.map(({ u }) => u));
  }

  setPenalty(penalty: Penalty): void {
    for (const state of this.#states) state.setPenalty(penalty);
  }

  *refresh(): Solver<void> {
    for (const state of this.#states) yield* state.refresh();
  }

  /** Gaps add up; of other distances the largest counts. */
  *solve(goal: number): Solver<ProximalPoint> {
    const points: ProximalPoint[] = [];
    for (const state of this.#states)
      points.push(yield* state.solve(this.#convex ? goal / this.#states.length : goal));
    const distances = points.map(({ distance }) => distance);
    return {
      distance: this.#convex ? sum(distances) : Math.max(...distances),
      loss: sum(points.map(({ loss }) => loss)),
      intercepts: joined(points.map(({ intercepts }) => intercepts)),
      b: joined(points.map(({ b }) => b)),
    };
  }

  *freedom(): Task<number | undefined> {
    let total = 0;
    for (const state of this.#states) {
      const own = yield* state.freedom();
      if (own === undefined) return undefined;
      total += own;
    }
    return total;
  }
}

/** The problem of one response. */
function outputOf(problem: FamilyProblem, k: number): FamilyProblem {
  const { design, y, offset, response, hasIntercept } = problem;
  const { n } = design;
  const own = (values: Float64Array) => values.subarray(k * n, (k + 1) * n);
  const { weights } = response;
  const target = own(response.target);
  const known = response.offset && own(response.offset);
  const rest = target.map((value, i) => value - (known?.[i] ?? 0));
  const mean = hasIntercept ? rest.reduce((total, r, i) => total + weights[i]! * r, 0) : 0;
  const squares = rest.reduce((total, r, i) => total + weights[i]! * (r - mean) * (r - mean), 0);
  return {
    ...problem,
    family: gaussian(),
    params: [],
    y: y + 8 * k * n,
    offset: offset && offset + 8 * k * n,
    response: { target, weights, offset: known },
    nullLoss: squares / 2,
    squares,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function joined(vectors: readonly Float64Array[]): Float64Array {
  return Float64Array.from(vectors.flatMap((values) => [...values]));
}
