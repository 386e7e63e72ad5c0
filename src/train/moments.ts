/** What layers learn of the columns of X before the first step. */
import { networkKernels, realsAt, reserveReals } from '../memory/networkKernels.ts';
import { Scope } from '../memory/scope.ts';
import type { Learned } from './outline.ts';
import type { Rows } from './rows.ts';
import type { Store } from './store.ts';

/** A deviation below this share of the mean is the rounding of a constant. */
const LEAST = 1e-7;

/** Rows at once. */
const MANY = 256;

/**
 * Mean and 1 ÷ standard deviation (with 1/n) of each column over listed rows, to where a layer wants
 * them; 0 in place of the latter where a column is constant. Two passes, in f64.
 */
export function learnMoments(
  store: Store,
  x: Rows,
  list: number,
  count: number,
  learned: Learned | undefined,
): void {
  if (!learned) return;
  const { cols } = x;
  const { memory } = store.scope;
  const scope = new Scope(memory, 'moments');
  try {
    const cells = reserveReals(scope, Math.min(MANY, count) * cols);
    const zeros = scope.f64(cols);
    const sumsAround = (center: number, isSquared: number) => {
      const sums = scope.f64(cols);
      for (let done = 0; done < count; done += MANY) {
        const rows = Math.min(MANY, count - done);
        x.gather(rows, list + 4 * done, cells);
        networkKernels(memory).column_powers(rows, cols, cells, center, sums, isSquared);
      }
      const values = memory.f64(sums, cols);
      for (let j = 0; j < cols; j++) values[j]! /= count;
      return sums;
    };
    const means = sumsAround(zeros, 0);
    const variances = memory.f64(sumsAround(means, 1), cols);
    realsAt(memory, store.state(learned.mean), cols).set(memory.f64(means, cols));
    const mean = memory.f64(means, cols);
    const scales = variances.map((variance, j) =>
      variance > (LEAST * mean[j]!) ** 2 ? 1 / Math.sqrt(variance) : 0,
    );
    realsAt(memory, store.state(learned.scale), cols).set(scales);
  } finally {
    scope.release();
  }
}
