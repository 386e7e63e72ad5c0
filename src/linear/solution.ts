/** What a solver returns for one λ, on the standardized scale. */
export interface Solution {
  readonly lambda: number;
  /**
   * Columns with a nonzero coefficient, ascending, and their standardized coefficients, output
   * after output.
   */
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** One per output, where they are not the mean of y. */
  readonly intercepts?: Float64Array;
  /** Absolute duality gap; the stationarity where the penalty is not convex. */
  readonly gap: number;
  /** What the gap is, where it is no duality gap. */
  readonly kind?: 'kkt' | 'stationarity';
  /** Whether a concave penalty's objective is convex around it. */
  readonly convex?: boolean;
  /** What the gap is measured against, where it is not the null loss. */
  readonly unit?: number;
  /** Σ ω r² ÷ Σ ω y² subtracted from 1; 0 where y has no variance. */
  readonly devianceRatio: number;
  /** Effective degrees of freedom where it is not the number of nonzeros (ridge). */
  readonly df?: number;
  /** Of a mix with an unpenalized refit of its columns: what is wrong with that refit. */
  readonly refit?: Separation;
}

/** Why unpenalized coefficients have no finite optimum, or seem to have none. */
export interface Separation {
  readonly endless?: string | undefined;
  readonly suspicion?: string | undefined;
}

/** When to stop before the end of the grid. */
export interface PathEnd {
  readonly stopEarly: boolean;
  readonly maxNonzero: number;
}

/** Coefficients of the working set without their zeros, in column order. */
export function nonzeros(columns: Int32Array, b: Float64Array) {
  let count = 0;
  for (let k = 0; k < b.length; k++) if (b[k] !== 0) count++;
  const found = { columns: new Int32Array(count), values: new Float64Array(count) };
  let ascends = true;
  for (let k = 0, at = 0; k < b.length; k++) {
    if (b[k] === 0) continue;
    ascends &&= at === 0 || found.columns[at - 1]! < columns[k]!;
    found.columns[at] = columns[k]!;
    found.values[at++] = b[k]!;
  }
  return ascends ? found : inOrder(found);
}

function inOrder({ columns, values }: Pick<Solution, 'columns' | 'values'>) {
  const order = columns.map((_, at) => at).sort((x, y) => columns[x]! - columns[y]!);
  return {
    columns: order.map((at) => columns[at]!),
    values: values.map((_, k) => values[order[k]!]!),
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
