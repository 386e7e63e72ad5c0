/** Accelerated proximal gradient descent on f + Ω for a smooth f and any Ω with a prox. */
import type { Solver } from '../gradients.ts';

/** The smooth part. */
export interface Smooth {
  /** out = ∇f(x) */
  gradient(x: Float64Array, out: Float64Array): Solver<void>;
  /**
   * (∇f(x) − ∇f(y))ᵀ(x − y), `gradient` having been asked for y last: what L ‖x − y‖² must reach,
   * free of the cancellation in f(x) − f(y). Absent where the given curvature is a bound.
   */
  bend?(y: Float64Array, x: Float64Array): Solver<number>;
}

export interface Descent {
  readonly start: Float64Array;
  /** L ≥ the curvature of f: a bound, or a first guess where f has a `bend`. */
  readonly curvature: number;
  /** Largest entry of the gradient mapping L (y − prox(y − ∇f(y) ÷ L)) to end at. */
  readonly tolerance: number;
  readonly steps: number;
  /** out = argmin_z ½ ‖z − v‖² + step Ω(z) */
  prox(v: Float64Array, step: number, out: Float64Array): void;
}

export interface Descended {
  readonly x: Float64Array;
  /** L in the end. */
  readonly curvature: number;
}

/** L is tried this much smaller at each step, where it is no given bound. */
const EASE = 0.9;

/**
 * FISTA with backtracking, whose momentum starts anew where it points uphill.
 * Beck and Teboulle (2009), SIAM J. Imaging Sci. 2(1), section 4; O'Donoghue and Candès (2015),
 * Found. Comput. Math. 15, section 3.2 (gradient scheme).
 */
export function* accelerate(f: Smooth, descent: Descent): Solver<Descended> {
  const { start, tolerance, steps } = descent;
  let { curvature } = descent;
  let x = start.slice();
  let next = new Float64Array(x.length);
  const y = start.slice();
  const slopes = new Float64Array(x.length);
  let momentum = 1;
  for (let step = 0; step < steps; step++) {
    yield* f.gradient(y, slopes);
    curvature = yield* stepFrom(f, descent, { y, slopes, next, curvature });
    const { uphill, residual } = compare(x, y, next, curvature);
    [x, next] = [next, x];
    if (residual <= tolerance) break;
    const before = uphill ? 1 : momentum;
    momentum = 0.5 * (1 + Math.sqrt(1 + 4 * before * before));
    const share = uphill ? 0 : (before - 1) / momentum;
    for (let j = 0; j < y.length; j++) y[j] = x[j]! + share * (x[j]! - next[j]!);
  }
  return { x, curvature };
}

interface Place {
  readonly y: Float64Array;
  readonly slopes: Float64Array;
  readonly next: Float64Array;
  readonly curvature: number;
}

/** next = prox(y − ∇f(y) ÷ L), L doubled until f bends no more than that. @returns L. */
function* stepFrom(f: Smooth, descent: Descent, place: Place): Solver<number> {
  const { y, slopes, next } = place;
  const from = new Float64Array(y.length);
  const first = f.bend ? EASE * place.curvature : place.curvature;
  for (let curvature = first; ; curvature *= 2) {
    for (let j = 0; j < y.length; j++) from[j] = y[j]! - slopes[j]! / curvature;
    descent.prox(from, 1 / curvature, next);
    if (!f.bend || !(curvature < 1e100)) return curvature;
    let squares = 0;
    for (let j = 0; j < y.length; j++) {
      const moved = next[j]! - y[j]!;
      squares += moved * moved;
    }
    const bend = yield* f.bend(y, next);
    if (bend <= curvature * squares) return curvature;
  }
}

/** Whether the step y → next points against x → next, and the gradient mapping's largest entry. */
function compare(x: Float64Array, y: Float64Array, next: Float64Array, curvature: number) {
  let [turn, most] = [0, 0];
  for (let j = 0; j < y.length; j++) {
    const step = y[j]! - next[j]!;
    turn += step * (next[j]! - x[j]!);
    most = Math.max(most, Math.abs(step));
  }
  return { uphill: turn > 0, residual: curvature * most };
}
