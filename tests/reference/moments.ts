import { dot } from './dot.ts';
import { sum } from './sum.ts';

export interface Moments {
  /** Σ ω_i x_i. */
  readonly mean: number;
  /** √ Σ ω_i (x_i − mean)²: the population standard deviation; 0 exactly where all x_i are equal. */
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
  const first = x[0] ?? 0;
  const mean =
    first +
    dot(
      omega,
      Float64Array.from(x, (value) => value - first),
    );
  const rough = Float64Array.from(x, (value) => value - mean);
  const rest = dot(omega, rough);
  const centred = rough.map((value) => value - rest);
  const sd = Math.sqrt(
    dot(
      omega,
      centred.map((value) => value * value),
    ),
  );
  return { mean: mean + rest, sd, centred };
}

/** w / Σw. */
export function normalized(weights: ArrayLike<number>): Float64Array {
  const total = sum(weights);
  return Float64Array.from(weights, (w) => w / total);
}
