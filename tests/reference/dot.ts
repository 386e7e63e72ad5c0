import { productError, sumError } from './errorFree.ts';
import { float64 } from './float64.ts';

// A test runner looks an imported name up at every use; in these loops that was most of the time.
const [errorOfSum, errorOfProduct] = [sumError, productError];

/**
 * Σ a_i b_i over the length of a, as if computed in twice the working precision and rounded once.
 * Ogita, Rump, Oishi (2005), algorithm 5.3; infinite, NaN and overflowing terms as in a plain loop.
 */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot64(float64(a), float64(b));
}

function dot64(a: Float64Array, b: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < a.length; i++) {
    const product = a[i]! * b[i]!;
    const next = total + product;
    lost += errorOfSum(total, product, next) + errorOfProduct(a[i]!, b[i]!, product);
    total = next;
  }
  return Number.isFinite(lost) ? total + lost : total;
}
