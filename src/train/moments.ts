/** What layers learn of the columns of X and of y before the first step. */
import type { Memory } from '../memory/memory.ts';
import { networkKernels, realsAt, reserveReals } from '../memory/networkKernels.ts';
import { Scope } from '../memory/scope.ts';
import type { Samples } from './batches.ts';
import type { Rows } from './rows.ts';
import type { Store } from './store.ts';

/** A deviation below this share of the mean is the rounding of a constant. */
const LEAST = 1e-7;

/** Rows at once. */
const MANY = 256;

/** Means and standard deviations of columns; 0 for the latter where a column is constant. */
interface Moments {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** What layers ask of the rows that `list` names, to where they want it. */
export function learnMoments(store: Store, samples: Samples, list: number, count: number): void {
  const { learned, learnedTargets } = store.outline;
  const { memory } = store.scope;
  const write = (name: string, values: Float64Array) =>
    realsAt(memory, store.state(name), values.length).set(values);
  if (learned) {
    const { means, deviations } = momentsOf(memory, samples, samples.x, { list, count });
    const scales = deviations.map((deviation) => (deviation > 0 ? 1 / deviation : 0));
    write(learned.mean, means);
    write(learned.scale, scales);
  }
  if (learnedTargets) {
    const { means, deviations } = momentsOf(memory, samples, samples.targets, { list, count });
    const scales = deviations.map((deviation) => deviation || 1);
    const centers = means.map((mean, j) => -mean / scales[j]!);
    write(learnedTargets.mean, centers);
    write(learnedTargets.scale, scales);
  }
}

/** Of each column over listed rows with their weights, deviations with 1/n. Two passes, in f64. */
function momentsOf(
  memory: Memory,
  samples: Samples,
  table: Pick<Rows, 'cols' | 'gather'>,
  { list, count }: { readonly list: number; readonly count: number },
): Moments {
  const { weights } = samples;
  const { cols } = table;
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
        table.gather(rows, list + 4 * done, cells);
        if (own) kernels.gather_rows(rows, 1, weights, list + 4 * done, own);
        kernels.column_powers(rows, cols, cells, center, sums, isSquared, own);
      }
      const values = memory.f64(sums, cols);
      for (let j = 0; j < cols; j++) values[j]! /= total;
      return sums;
    };
    const at = sumsAround(scope.f64(cols), 0);
    const variances = memory.f64(sumsAround(at, 1), cols).slice();
    const means = memory.f64(at, cols).slice();
    const deviations = variances.map((variance, j) =>
      variance > (LEAST * means[j]!) ** 2 ? Math.sqrt(variance) : 0,
    );
    return { means, deviations };
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
