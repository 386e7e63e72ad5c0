import { dot } from './dot.ts';
import { float64 } from './float64.ts';
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
  const values = float64(x);
  const first = values[0] ?? 0;
  const mean = first + dot(omega, less(values, first));
  const rough = less(values, mean);
  const rest = dot(omega, rough);
  const centred = less(rough, rest);
  const squares = new Float64Array(centred.length);
  for (let i = 0; i < squares.length; i++) squares[i] = centred[i]! * centred[i]!;
  return { mean: mean + rest, sd: Math.sqrt(dot(omega, squares)), centred };
}

/** w / Σw. */
export function normalized(weights: ArrayLike<number>): Float64Array {
  const total = sum(weights);
  const omega = new Float64Array(weights);
  for (let i = 0; i < omega.length; i++) omega[i]! /= total;
  return omega;
}

/** x − c. */
function less(x: Float64Array, c: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < out.length; i++) out[i] = x[i]! - c;
  return out;
}
