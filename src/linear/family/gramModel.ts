/** The quadratic model of a loss over all coefficients, plus penalty: Gram matrix and minimum. */
import { QuadraticRecord } from '../../memory/record.ts';
import type { Task } from '../../runtime/run.ts';
import type { Solver } from '../gradients.ts';
import { WorkingSet } from '../workingSet.ts';
import { accelerate, type Smooth } from './accelerate.ts';
import type { Coefficients } from './coefficients.ts';
import type { Curvature } from './curvature.ts';
import { patternStep } from './patternStep.ts';
import type { VectorPenalty } from './vectorPenalty.ts';

/** Power iterations, and what their lower bound of an eigenvalue is multiplied by. */
const POWERS = 40;
const SAFETY = 1.1;

/** Accelerated steps of one call, and how many between two tries of a Newton step. */
const MOST_STEPS = 3000;
const STRETCH = 100;
/** What such a step must leave of the gradient mapping at most to be the end. */
const POLISHED = 1e-3;

/** Multiply-adds between two safe points. */
const BLOCK = 2e7;

export class GramModel {
  /** Row stride of the Gram matrix in f64. */
  readonly ld: number;
  /** Whether curvatures were taken: before, there is no model. */
  isTaken = false;
  /** G = X̃ᵀHX̃; G + λΓᵀΓ and the ΓᵀΓ of one output where there is a quadratic. */
  readonly #gram: number;
  #shifted = 0;
  #squares = 0;
  /** A bound of the largest eigenvalue of G, 0 while unknown. */
  #curvature = 0;
  #set: WorkingSet | undefined;
  #isShifted = false;
  readonly #problem: Coefficients;
  readonly #curves: Curvature;
  readonly #penalty: VectorPenalty;
  readonly #params: number;
  readonly #in: number;
  readonly #out: number;

  constructor(problem: Coefficients, penalty: VectorPenalty, curvature: Curvature) {
    const { scope, design } = problem;
    this.#problem = problem;
    this.#penalty = penalty;
    this.#curves = curvature;
    this.ld = design.p + 3;
    this.#gram = scope.f64(this.ld * this.ld);
    this.#params = scope.f64(2);
    this.#in = scope.f64(design.p);
    this.#out = scope.f64(design.p);
    if (penalty.gamma) this.#reserveQuadratic();
  }

  /** The curvatures at the present predictors from now on. */
  *take(): Task<void> {
    const { scope, design, all } = this.#problem;
    const list = scope.memory.i32(all, design.p).slice();
    yield* this.#curves.fill(list, this.#gram, this.ld);
    this.isTaken = true;
    this.#curvature = 0;
    this.#isShifted = false;
  }

  /** Another strength. */
  setPenalty(): void {
    this.#isShifted = false;
    const { params } = this.#penalty.separable;
    this.#problem.scope.memory.f64(this.#params, 2).set(params);
  }

  /** The address of X̃ᵀHX̃ + λΓᵀΓ. */
  *matrix(): Task<number> {
    if (!this.#penalty.gamma) return this.#gram;
    if (this.#isShifted) return this.#shifted;
    const { scope, design } = this.#problem;
    const { memory } = scope;
    const { p } = design;
    const { cols } = this.#penalty.block!;
    for (let j = 0; j < p; j++) {
      const row = this.#shifted + j * this.ld * 8;
      memory.f64(row, p).set(memory.f64(this.#gram + j * this.ld * 8, p));
      const own = j % cols;
      const block = row + (j - own) * 8;
      memory.kernels.axpy(cols, this.#penalty.quadratic, this.#squares + own * cols * 8, block);
    }
    yield;
    this.#set!.fill(this.#shifted, this.ld, this.#in);
    QuadraticRecord.set(memory, this.#set!.quadratic, 'rank', 0);
    this.#isShifted = true;
    return this.#shifted;
  }

  /**
   * The minimum of −uᵀδ + ½ δᵀGδ + Ω(b + δ) in b + δ, u the gradient without the penalty: to
   * rounding where Ω is a sum over coefficients and a quadratic, else until the gradient mapping
   * has shrunk to `share` of what it is at b.
   */
  *minimise(b: Float64Array, u: Float64Array, share: number): Solver<Float64Array> {
    if (!this.#penalty.whole) return yield* this.#exact(b, u);
    if (this.#curvature === 0) this.#curvature = yield* this.#largest();
    const smooth = this.#model(b, u);
    const near = yield* this.#polish(smooth, b);
    if (near) return near;
    let x: Float64Array = b.slice();
    let left = yield* this.#mapping(smooth, x);
    const goal = share * left;
    for (let steps = 0; steps < MOST_STEPS && left > goal; steps += STRETCH) {
      const limits = { curvature: this.#curvature, tolerance: goal, steps: STRETCH };
      const { prox } = this.#penalty;
      ({ x } = yield* accelerate(smooth, { start: x, prox, ...limits }));
      const better = yield* this.#polish(smooth, x);
      if (better) return better;
      left = yield* this.#mapping(smooth, x);
    }
    return x;
  }

  /** The minimum among the vectors of x's pattern, if it is nearer to being stationary than x. */
  *#polish(smooth: Smooth, x: Float64Array): Solver<Float64Array | undefined> {
    const slopes = new Float64Array(x.length);
    yield* smooth.gradient(x, slopes);
    const down = slopes.map((value) => -value);
    const gram = { at: this.#gram, ld: this.ld };
    const next = yield* patternStep(this.#problem.scope, gram, this.#penalty, x, down);
    if (!next) return undefined;
    const before = gradientMapping(x, slopes, this.#curvature, this.#penalty.prox);
    return (yield* this.#mapping(smooth, next)) < POLISHED * before ? next : undefined;
  }

  /** L at least the largest eigenvalue. */
  *curvature(): Solver<number> {
    if (this.#curvature === 0) this.#curvature = yield* this.#largest();
    return this.#curvature;
  }

  *#exact(b: Float64Array, u: Float64Array): Task<Float64Array> {
    const { scope, design, nullLoss, tol } = this.#problem;
    const { memory } = scope;
    yield* this.matrix();
    const own = u.slice();
    this.#penalty.subtractQuadratic(b, own);
    memory.f64(this.#in, design.p).set(own);
    this.#set!.vector('b').set(b);
    this.#set!.refresh(this.#in);
    const tolerance = (0.01 * tol) ** 2 * nullLoss;
    yield* this.#set!.improve(this.#penalty.separable, this.#params, tolerance);
    return this.#set!.vector('b').slice();
  }

  /** −uᵀδ + ½ δᵀGδ, and the smooth penalty where it has no prox. */
  #model(b: Float64Array, u: Float64Array): Smooth {
    const penalty = this.#penalty;
    const isSmooth = !penalty.whole!.prox;
    const products = this;
    const slopes = new Float64Array(b.length);
    return {
      *gradient(x, out) {
        yield* products.times(difference(x, b), out);
        for (let j = 0; j < out.length; j++) out[j]! -= u[j]!;
        if (!isSmooth) return;
        slopes.fill(0);
        penalty.addGradient(x, slopes);
        for (let j = 0; j < out.length; j++) out[j]! += slopes[j]!;
      },
      ...(isSmooth && {
        *bend(y: Float64Array, x: Float64Array) {
          const step = difference(x, y);
          const image = new Float64Array(step.length);
          yield* products.times(step, image);
          penalty.addGradient(x, image);
          return dot(image, step) - dot(slopes, step);
        },
      }),
    };
  }

  /** Largest entry of the gradient mapping at x. */
  *#mapping(smooth: Smooth, x: Float64Array): Solver<number> {
    const slopes = new Float64Array(x.length);
    yield* smooth.gradient(x, slopes);
    return gradientMapping(x, slopes, this.#curvature, this.#penalty.prox);
  }

  /** out = G x */
  *times(x: Float64Array, out: Float64Array): Task<void> {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    const { p } = design;
    memory.f64(this.#in, p).set(x);
    const rows = Math.max(1, Math.floor(BLOCK / p));
    for (let from = 0; from < p; from += rows) {
      const count = Math.min(rows, p - from);
      const first = this.#gram + from * this.ld * 8;
      memory.kernels.matrixTimes(count, p, first, this.ld, this.#in, this.#out + from * 8);
      if (p * rows > BLOCK / 2 || from > 0) yield;
    }
    out.set(memory.f64(this.#out, p));
  }

  /** A little more than the largest eigenvalue, by power iteration. */
  *#largest(): Task<number> {
    const { p } = this.#problem.design;
    // an irregular start has a share of every eigenvector
    let x = Float64Array.from({ length: p }, (_, j) => 1 + ((j * 37) % 101) / 101 - 2 * (j % 2));
    let size = 0;
    for (let k = 0; k < POWERS; k++) {
      const length = Math.sqrt(dot(x, x));
      if (length === 0) break;
      const unit = x.map((value) => value / length);
      x = new Float64Array(p);
      yield* this.times(unit, x);
      size = Math.sqrt(dot(x, x));
    }
    return size > 0 ? SAFETY * size : 1;
  }

  #reserveQuadratic(): void {
    const { scope, design } = this.#problem;
    const { p } = design;
    this.#shifted = scope.f64(this.ld * this.ld);
    const { starts, columns, values, rows, cols } = this.#penalty.block!;
    this.#squares = scope.f64(cols * cols);
    this.#set = new WorkingSet(this.#problem, p);
    const squares = scope.memory.f64(this.#squares, cols * cols);
    for (let r = 0; r < rows; r++)
      for (let k = starts[r]!; k < starts[r + 1]!; k++)
        for (let m = starts[r]!; m < starts[r + 1]!; m++)
          squares[columns[k]! * cols + columns[m]!]! += values[k]! * values[m]!;
  }
}

/** Largest entry of L (x − prox(x − g ÷ L)), which is 0 at a stationary point. */
export function gradientMapping(
  x: Float64Array,
  g: Float64Array,
  curvature: number,
  prox: VectorPenalty['prox'],
): number {
  const from = x.map((value, j) => value - g[j]! / curvature);
  const to = new Float64Array(x.length);
  prox(from, 1 / curvature, to);
  return curvature * to.reduce((most, value, j) => Math.max(most, Math.abs(x[j]! - value)), 0);
}

function difference(x: Float64Array, y: Float64Array): Float64Array {
  return x.map((value, j) => value - y[j]!);
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += x[j]! * y[j]!;
  return sum;
}
