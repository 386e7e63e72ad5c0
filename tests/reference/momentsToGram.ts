import type { Rows } from './linearAlgebra.ts';

export interface StandardizeOptions {
  readonly intercept: boolean;
  readonly standardize: boolean;
  /** Which columns are constant: they get scale 0. */
  readonly constant: readonly boolean[];
}

/**
 * The standardized problem of raw moments M = Σ ω [x, y, 1] [x, y, 1]ᵀ, (p + 2)², upper triangle:
 * means and variances of columns, their scales, G = X̃ᵀΩX̃ / W, c = X̃ᵀΩỹ / W and Σ ω ỹ² / W.
 */
export function momentsToGram(moments: Rows, options: StandardizeOptions) {
  const p = moments.length - 2;
  const weight = moments[p + 1]![p + 1]!;
  const about = (j: number) => (options.intercept ? moments[j]![p + 1]! / weight : 0);
  const product = (j: number, k: number) => moments[j]![k]! / weight - about(j) * about(k);
  const columns = Array.from({ length: p }, (_, j) => j);
  const mean = columns.map((j) => moments[j]![p + 1]! / weight);
  const variance = columns.map((j) => moments[j]![j]! / weight - mean[j]! ** 2);
  const scale = columns.map((j) => {
    if (options.constant[j] || (options.standardize && !(variance[j]! > 0))) return 0;
    return options.standardize ? 1 / Math.sqrt(variance[j]!) : 1;
  });
  const gram = columns.map((j) =>
    columns.map((k) => product(Math.min(j, k), Math.max(j, k)) * scale[j]! * scale[k]!),
  );
  const target = columns.map((j) => product(j, p) * scale[j]!);
  return { mean, variance, scale, gram, target, squares: product(p, p) };
}
