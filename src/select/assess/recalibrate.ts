/** Logistic regression of outcomes on the logits of their predicted probabilities. */
import { exp, log1p } from '../../memory/elementary.ts';

/** 0/1 outcomes, the linear predictor x, and weights > 0. */
export interface Outcomes {
  readonly y: Uint8Array;
  readonly x: Float64Array;
  readonly weights: Float64Array;
}

/** logit P(y = 1) = intercept + slope · x */
export interface Recalibration {
  readonly intercept: number;
  readonly slope: number;
  /** Standard error of the slope, from the expected information. */
  readonly slopeError: number;
}

const MOST_STEPS = 200;
/** Shortest share of a Newton step: the first may be 1e12 times too long, where p is all but 0. */
const SHORTEST = 2 ** -60;
/** Gain of a step, relative to the likelihood, that its rounding could hide. */
const FLAT = 1e-9;

/**
 * Maximum likelihood by Newton steps, halved until the likelihood grows.
 *
 * @returns NaN for what the data do not determine: everything if the outcomes are of one class or x
 *   is constant. If x separates the classes the slope is ±Infinity and the others are NaN.
 */
export function recalibrate({ y, x, weights }: Outcomes): Recalibration {
  const side = separation(y, x);
  if (side !== 'none') {
    const slope = side === 'unknown' ? Number.NaN : side === 'up' ? Infinity : -Infinity;
    return { intercept: Number.NaN, slope, slopeError: Number.NaN };
  }
  // Centred and scaled, the two unknowns hardly depend on each other.
  const { mean, scale } = momentsOf(x, weights);
  const z = x.map((value) => (value - mean) / scale);
  const { at, information } = maximize([0, 0], (b) => likelihood({ y, x: z, weights }, b));
  const [a00, a01, a11] = information;
  const slope = at[1]! / scale;
  const slopeError = Math.sqrt(a00 / (a00 * a11 - a01 * a01)) / scale;
  return { intercept: at[0]! - slope * mean, slope, slopeError };
}

/** The intercept alone, with slope 1: NaN if the outcomes are of one class. */
export function recalibrateIntercept({ y, x, weights }: Outcomes): number {
  if (y.every((value) => value === y[0])) return Number.NaN;
  const { at } = maximize([0], ([shift]) => likelihood({ y, x, weights }, [shift!, 1]));
  return at[0]!;
}

/** Log-likelihood with its gradient and information [a00, a01, a11]. */
interface Likelihood {
  readonly value: number;
  readonly gradient: readonly [number, number];
  readonly information: readonly [number, number, number];
}

function likelihood({ y, x, weights }: Outcomes, [b0, b1]: readonly number[]): Likelihood {
  let [value, g0, g1, a00, a01, a11] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const eta = b0! + b1! * x[i]!;
    const small = exp(-Math.abs(eta));
    const mean = (eta >= 0 ? 1 : small) / (1 + small);
    const weight = weights[i]!;
    // y η − ln(1 + e^η) without overflow
    value += weight * ((y[i]! - Number(eta >= 0)) * eta - log1p(small));
    const residual = weight * (y[i]! - mean);
    const curvature = (weight * small) / ((1 + small) * (1 + small));
    g0 += residual;
    g1 += residual * x[i]!;
    a00 += curvature;
    a01 += curvature * x[i]!;
    a11 += curvature * x[i]! * x[i]!;
  }
  return { value, gradient: [g0, g1], information: [a00, a01, a11] };
}

/**
 * Climb a concave function of one or two unknowns. While the likelihood can tell points apart, a
 * Newton step is halved until it grows; after that whole steps are taken as long as they converge.
 */
function maximize(start: readonly number[], of: (at: readonly number[]) => Likelihood) {
  let at = start;
  let now = of(at);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { direction, gain } = newton(now, at.length);
    const isFlat = gain <= FLAT * Math.abs(now.value);
    const move = (length: number) => at.map((value, k) => value + length * direction[k]!);
    let length = 1;
    let then = of(move(length));
    if (isFlat && !(newton(then, at.length).gain < gain / 4)) break;
    while (!isFlat && !(then.value > now.value) && length > SHORTEST) {
      length /= 2;
      then = of(move(length));
    }
    at = move(length);
    now = then;
  }
  return { at, information: now.information };
}

/** information⁻¹ gradient, and gradientᵀ of it: twice what a step is expected to gain. */
function newton({ gradient: [g0, g1], information }: Likelihood, unknowns: number) {
  const [a00, a01, a11] = information;
  if (unknowns === 1) return { direction: [g0 / a00], gain: (g0 * g0) / a00 };
  const determinant = a00 * a11 - a01 * a01;
  const [d0, d1] = [(a11 * g0 - a01 * g1) / determinant, (a00 * g1 - a01 * g0) / determinant];
  return { direction: [d0, d1], gain: g0 * d0 + g1 * d1 };
}

/** Whether a threshold on x parts the classes, and which way; unknown where nothing tells. */
function separation(y: Uint8Array, x: Float64Array): 'none' | 'up' | 'down' | 'unknown' {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const [i, value] of x.entries()) {
    low[y[i]!] = Math.min(low[y[i]!]!, value);
    high[y[i]!] = Math.max(high[y[i]!]!, value);
  }
  const up = high[0]! <= low[1]!;
  const down = high[1]! <= low[0]!;
  if (up && down) return 'unknown';
  return up ? 'up' : down ? 'down' : 'none';
}

function momentsOf(x: Float64Array, weights: Float64Array) {
  let [total, sum, squares] = [0, 0, 0];
  for (const [i, weight] of weights.entries()) {
    total += weight;
    sum += weight * x[i]!;
  }
  const mean = sum / total;
  for (const [i, weight] of weights.entries()) squares += weight * (x[i]! - mean) ** 2;
  return { mean, scale: Math.sqrt(squares / total) };
}
