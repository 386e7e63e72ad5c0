/** What a solver returns for one λ, on the standardized scale. */
export interface Solution {
  readonly lambda: number;
  /** Columns with a nonzero coefficient, ascending, and their standardized coefficients. */
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Absolute duality gap. */
  readonly gap: number;
  /** Σ ω r² ÷ Σ ω y² subtracted from 1; 0 where y has no variance. */
  readonly devianceRatio: number;
  /** Effective degrees of freedom where it is not the number of nonzeros (ridge). */
  readonly df?: number;
}

/** When to stop before the end of the grid. */
export interface PathEnd {
  readonly stopEarly: boolean;
  readonly maxNonzero: number;
}

/** Coefficients of the working set or of all columns, without their zeros, in column order. */
export function nonzeros(columns: ArrayLike<number>, b: ArrayLike<number>) {
  const kept: [number, number][] = [];
  for (let k = 0; k < b.length; k++) if (b[k] !== 0) kept.push([columns[k]!, b[k]!]);
  kept.sort((x, y) => x[0] - y[0]);
  return {
    columns: Int32Array.from(kept, (pair) => pair[0]),
    values: Float64Array.from(kept, (pair) => pair[1]),
  };
}

/**
 * glmnet's rules for leaving the rest of the path out: R² > 0.999, or a relative change of R²
 * below 1e-5 once five λ are done; or more nonzeros than asked for.
 */
export function pathEnds(done: readonly Solution[], end: PathEnd): boolean {
  const last = done.at(-1);
  if (!last) return false;
  if (last.columns.length > end.maxNonzero) return true;
  if (!end.stopEarly || done.length < 5) return false;
  const change = last.devianceRatio - done.at(-2)!.devianceRatio;
  return last.devianceRatio > 0.999 || change < 1e-5 * last.devianceRatio;
}
