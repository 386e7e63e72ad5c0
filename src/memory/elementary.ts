/** Elementary functions with the same bits on every engine: those of the kernels. */
import { defaultMemory } from './memory.ts';

/** e^x */
export function exp(x: number): number {
  return defaultMemory().kernels.exp(x);
}

/** ln x */
export function log(x: number): number {
  return defaultMemory().kernels.log(x);
}

/** ln(1 + x), exact where x is small */
export function log1p(x: number): number {
  return defaultMemory().kernels.log1p(x);
}

/** x^y for x ≥ 0 */
export function power(x: number, y: number): number {
  if (x === 0) return y === 0 ? 1 : 0;
  return exp(y * log(x));
}
