import { dot } from './dot.ts';
import { sum } from './sum.ts';

export interface Moments {
  /** Σ ω_i x_i. */
  readonly mean: number;
  /** √ Σ ω_i (x_i − mean)², the population standard deviation; exactly 0 if all x_i are equal. */
  readonly sd: number;
  /** x_i − mean, accurate also where sd is far below |mean|. */
  readonly centred: Float64Array;
}

/**
 * Weighted mean and population standard deviation of x, ω = w / Σw (equal weights by default).
 * Two passes from the first value: the second removes what rounding left of the first.
 */
export function moments(x: ArrayLike<number>, weights?: ArrayLike<number>): Moments {
  const omega = normalized(weights ?? new Float64Array(x.length).fill(1));
  const values = Float64Array.from(x);
  const first = values[0] ?? 0;
  const shifted = values.map((value) => value - first);
  const mean = first + dot(omega, shifted);
  const rough = values.map((value) => value - mean);
  const rest = dot(omega, rough);
  const centred = rough.map((value) => value - rest);
  const squares = centred.map((value) => value * value);
  return { mean: mean + rest, sd: Math.sqrt(dot(omega, squares)), centred };
}

/** w / Σw. */
export function normalized(weights: ArrayLike<number>): Float64Array {
  const total = sum(weights);
  return Float64Array.from(weights).map((w) => w / total);
}
