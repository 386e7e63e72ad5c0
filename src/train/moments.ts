/** What layers learn of the columns of X before the first step. */
import type { Memory } from '../memory/memory.ts';
import { networkKernels, realsAt, reserveReals } from '../memory/networkKernels.ts';
import { Scope } from '../memory/scope.ts';
import type { Samples } from './batches.ts';
import type { Learned } from './outline.ts';
import type { Store } from './store.ts';

/** A deviation below this share of the mean is the rounding of a constant. */
const LEAST = 1e-7;

/** Rows at once. */
const MANY = 256;

/**
 * Mean and 1 ÷ standard deviation (with 1/n) of each column over listed rows with their weights, to
 * where a layer wants them; 0 in place of the latter where a column is constant. Two passes, in f64.
 */
export function learnMoments(
  store: Store,
  samples: Samples,
  list: number,
  count: number,
  learned: Learned | undefined,
): void {
  if (!learned) return;
  const { x, weights } = samples;
  const { cols } = x;
  const { memory } = store.scope;
  const scope = new Scope(memory, 'moments');
  try {
    const kernels = networkKernels(memory);
    const cells = reserveReals(scope, Math.min(MANY, count) * cols);
    const own = weights ? reserveReals(scope, Math.min(MANY, count)) : 0;
    const total = totalOf(memory, samples, list, count);
    const sumsAround = (center: number, isSquared: number) => {
      const sums = scope.f64(cols);
      for (let done = 0; done < count; done += MANY) {
        const rows = Math.min(MANY, count - done);
        x.gather(rows, list + 4 * done, cells);
        if (own) kernels.gather_rows(rows, 1, weights, list + 4 * done, own);
        kernels.column_powers(rows, cols, cells, center, sums, isSquared, own);
      }
      const values = memory.f64(sums, cols);
      for (let j = 0; j < cols; j++) values[j]! /= total;
      return sums;
    };
    const means = sumsAround(scope.f64(cols), 0);
    const mean = memory.f64(means, cols).slice();
    realsAt(memory, store.state(learned.mean), cols).set(mean);
    const scales = memory
      .f64(sumsAround(means, 1), cols)
      .map((variance, j) => (variance > (LEAST * mean[j]!) ** 2 ? 1 / Math.sqrt(variance) : 0));
    realsAt(memory, store.state(learned.scale), cols).set(scales);
  } finally {
    scope.release();
  }
}

/** Σ of the weights of listed rows; their number where all are alike. */
function totalOf(memory: Memory, { x, weights }: Samples, list: number, count: number): number {
  if (!weights) return count;
  const all = realsAt(memory, weights, x.rows);
  return memory.i32(list, count).reduce((sum, row) => sum + all[row]!, 0);
}
