/** Newton steps on sparse columns without their Gram matrix: conjugate gradients. */
import { StandardizedRecord } from '../../memory/record.ts';
import type { Task } from '../../runtime/run.ts';
import type { Problem } from '../problem.ts';

/** Iterations, at most. */
const MOST = 100;

/** Coordinates on which the problem is a quadratic; all arrays `count` long. */
export interface FreeQuadratic {
  readonly problem: Problem;
  readonly count: number;
  /** Address of their columns, i32. */
  readonly list: number;
  /** Address of n f64 whose products with the centred columns are the gradient; changed. */
  readonly residual: number;
  /** Σ residual. */
  readonly total: number;
  /** Σ gradient² ÷ curvature that is small enough. */
  readonly goal: number;
  readonly b: Float64Array;
  /** Σ h x̃² of each column, and what the penalty adds to it. */
  readonly curvature: Float64Array;
  readonly ridge: Float64Array;
  /** Slope of the penalty at b. */
  readonly slope: Float64Array;
  /** How far b may go. */
  readonly floor: Float64Array;
  readonly ceiling: Float64Array;
}

/** Where a step ends. */
export interface FreeEnd {
  readonly b: Float64Array;
  /** Σ residual. */
  readonly total: number;
  /** Whether a coordinate came to the end of its range. */
  readonly isCut: boolean;
}

/**
 * Solves (X̃ᵀHX̃ + ridge) d = X̃ᵀ residual − slope by conjugate gradients with the diagonal as
 * preconditioner, until a coordinate would leave its range, and goes as far along d as all allow:
 * every iterate is downhill from b, so any of them may be the last. An iteration costs what a
 * cycle of coordinate descent costs, but their number grows with the root of the condition only.
 *
 * @see Hestenes, Stiefel (1952), J. Res. NBS 49(6); Golub, Van Loan (2013), algorithm 11.5.1.
 */
export function* freeNewton(q: FreeQuadratic): Task<FreeEnd> {
  const { scope, design } = q.problem;
  const { kernels } = scope.memory;
  const products = new Products(q);
  const step = new Float64Array(q.count);
  const bend = q.curvature.map((h, i) => h + q.ridge[i]!);
  const gradient = products.dots(q.residual, q.total).map((u, i) => u - q.slope[i]!);
  const direction = gradient.map((g, i) => g / bend[i]!);
  let size = inner(gradient, direction);
  for (let k = 0; k < MOST && size > q.goal && isInside(q, step); k++) {
    const change = yield* products.curve(direction);
    const a = size / inner(direction, change);
    if (!(a > 0 && a < Infinity)) break;
    products.follow(a);
    for (let i = 0; i < q.count; i++) {
      step[i]! += a * direction[i]!;
      gradient[i]! -= a * change[i]!;
    }
    const before = size;
    size = gradient.reduce((sum, g, i) => sum + (g * g) / bend[i]!, 0);
    for (let i = 0; i < q.count; i++)
      direction[i] = gradient[i]! / bend[i]! + (size / before) * direction[i]!;
  }
  const share = reach(q, step);
  kernels.axpy(design.n, -share, products.fit, q.residual);
  products.release();
  return { b: moved(q, step, share), total: kernels.sum(design.n, q.residual), isCut: share < 1 };
}

/** Products with the free columns, and H X̃ d of the step so far. */
class Products {
  /** H X̃ d, n f64. */
  readonly fit: number;
  readonly #q: FreeQuadratic;
  readonly #weights: number;
  readonly #image: number;
  readonly #all: number;

  constructor(q: FreeQuadratic) {
    const { scope, design, view } = q.problem;
    this.#q = q;
    this.#weights = StandardizedRecord.get(scope.memory, view, 'weights');
    this.fit = scope.f64(design.n);
    this.#image = scope.f64(design.n);
    this.#all = scope.f64(design.p);
  }

  /** X̃ᵀv, Σ v = total. */
  dots(v: number, total: number): Float64Array {
    const { problem, list, count } = this.#q;
    const { scope, design, view } = problem;
    const { memory } = scope;
    memory.kernels[`${design.kind}_dots`](view, list, count, v, total, this.#all);
    const all = memory.f64(this.#all, design.p);
    return Float64Array.from(memory.i32(list, count), (j) => all[j]!);
  }

  /** (X̃ᵀHX̃ + ridge) p */
  *curve(p: Float64Array): Task<Float64Array> {
    const { problem, list, count, ridge } = this.#q;
    const { scope, design, view } = problem;
    const { memory } = scope;
    const { kernels } = memory;
    const at = scope.putF64(p);
    memory.f64(this.#image, design.n).fill(0);
    kernels[`${design.kind}_combine`](view, list, count, at, this.#image);
    scope.free(at);
    yield;
    kernels.multiply(design.n, this.#image, this.#weights, this.#image);
    const change = this.dots(this.#image, kernels.sum(design.n, this.#image));
    yield;
    return change.map((u, i) => u + ridge[i]! * p[i]!);
  }

  /** fit += a H X̃ p of the last `curve`. */
  follow(a: number): void {
    const { scope, design } = this.#q.problem;
    scope.memory.kernels.axpy(design.n, a, this.#image, this.fit);
  }

  release(): void {
    for (const block of [this.fit, this.#image, this.#all]) this.#q.problem.scope.free(block);
  }
}

function inner(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}

function isInside({ b, floor, ceiling }: FreeQuadratic, step: Float64Array): boolean {
  return step.every((d, i) => b[i]! + d >= floor[i]! && b[i]! + d <= ceiling[i]!);
}

/** The largest share of the step, at most 1, that keeps all coordinates in their ranges. */
function reach({ b, floor, ceiling }: FreeQuadratic, step: Float64Array): number {
  return step.reduce((most, d, i) => {
    const end = d > 0 ? ceiling[i]! : floor[i]!;
    return d === 0 ? most : Math.min(most, (end - b[i]!) / d);
  }, 1);
}

/** b + share · step, exactly at the end of its range where it gets there. */
function moved({ b, floor, ceiling }: FreeQuadratic, step: Float64Array, share: number) {
  return b.map((value, i) => {
    const d = step[i]!;
    const end = d > 0 ? ceiling[i]! : floor[i]!;
    return d !== 0 && (end - value) / d <= share ? end : value + share * d;
  });
}
