import { sumError } from './errorFree.ts';
import { float64 } from './float64.ts';

/** See dot.ts. */
const errorOfSum = sumError;

/**
 * Σ a_i, as if summed in twice the working precision and rounded once.
 * Neumaier (1974); infinite and NaN terms, and sums that overflow, as in a plain loop.
 */
export function sum(values: ArrayLike<number>): number {
  return sum64(float64(values));
}

function sum64(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const next = total + values[i]!;
    lost += errorOfSum(total, values[i]!, next);
    total = next;
  }
  return Number.isFinite(lost) ? total + lost : total;
}
