/** Splits from the fold of each row. */
import type { Split } from '../types.ts';

/**
 * Split f tests the rows with fold[i] = f and trains on all others, f = 0 … k − 1; rows of a
 * negative fold are always trained on.
 */
export function splitsOf(fold: Int32Array, k: number): Split[] {
  const sizes = new Int32Array(k);
  for (const f of fold) if (f >= 0) sizes[f]!++;
  return Array.from(sizes, (size, f) => splitOf(fold, f, size));
}

function splitOf(fold: Int32Array, f: number, size: number): Split {
  const test = new Int32Array(size);
  const train = new Int32Array(fold.length - size);
  let tested = 0;
  let trained = 0;
  for (let i = 0; i < fold.length; i++)
    if (fold[i] === f) test[tested++] = i;
    else train[trained++] = i;
  return { train, test };
}
