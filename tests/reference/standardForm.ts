import { type ColumnPenalty, EXCLUDED } from './columnPenalty.ts';
import { columnsOf } from './columns.ts';
import { moments, normalized } from './moments.ts';
import type { Problem } from './problem.ts';

/**
 * A problem as ½ ‖target − Σ_j b_j columns_j‖² + Σ_j φ_j(b_j), b_j = s_j β_j: rows of weight 0 are
 * gone, row i is multiplied by √ω_i, columns are divided by s_j and, with an intercept, centred.
 */
export interface StandardForm {
  /** Indices of the rows of positive weight. */
  readonly rows: readonly number[];
  /** √ω_i. */
  readonly root: Float64Array;
  readonly target: Float64Array;
  readonly targetMean: number;
  readonly columns: readonly Float64Array[];
  readonly penalties: readonly ColumnPenalty[];
  /** s_j. */
  readonly scale: Float64Array;
  /** Weighted mean of column j of X. */
  readonly mean: Float64Array;
  /** Half a unit in the last place of the largest |x_ij|, over s_j: what the data cannot tell. */
  readonly resolution: Float64Array;
  readonly intercept: boolean;
}

export function standardForm(problem: Problem): StandardForm {
  const { rows: n, cols: p, column } = columnsOf(problem.X);
  const { weights, offset, intercept = true } = problem;
  const rows = Array.from({ length: n }, (_, i) => i).filter((i) => (weights?.[i] ?? 1) > 0);
  const omega = normalized(Float64Array.from(rows, (i) => weights?.[i] ?? 1));
  const root = omega.map(Math.sqrt);
  const raw = Float64Array.from(rows, (i) => problem.y[i]! - (offset?.[i] ?? 0));
  const target = moments(raw, omega);
  const parts = Array.from({ length: p }, (_, j) => {
    const values = column(j);
    return standardColumn(
      problem,
      j,
      Float64Array.from(rows, (i) => values[i]!),
      omega,
    );
  });
  const weighted = (values: Float64Array) => {
    const out = new Float64Array(values.length);
    for (let i = 0; i < out.length; i++) out[i] = values[i]! * root[i]!;
    return out;
  };
  return {
    rows,
    root,
    target: weighted(intercept ? target.centred : raw),
    targetMean: target.mean,
    columns: parts.map((part) => weighted(part.values)),
    penalties: parts.map((part) => part.penalty),
    scale: Float64Array.from(parts, (part) => part.scale),
    mean: Float64Array.from(parts, (part) => part.mean),
    resolution: Float64Array.from(parts, (part) => part.resolution),
    intercept,
  };
}

function standardColumn(problem: Problem, j: number, x: Float64Array, omega: Float64Array) {
  const { mean, sd, centred } = moments(x, omega);
  const scale = sd > 0 && (problem.standardize ?? true) ? sd : 1;
  const values = ((problem.intercept ?? true) ? centred : x).map((value) => value / scale);
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const resolution = ((Number.EPSILON / 2) * largest) / scale;
  return { mean, scale, values, resolution, penalty: columnPenalty(problem, j, sd, scale) };
}

function columnPenalty(problem: Problem, j: number, sd: number, scale: number): ColumnPenalty {
  const { lambda, l1Ratio, penaltyFactor, lower = -Infinity, upper = Infinity } = problem;
  const factor = penaltyFactor?.[j] ?? 1;
  if (sd === 0 || factor === Infinity) return EXCLUDED;
  return {
    l1: lambda * factor * l1Ratio,
    l2: lambda * factor * (1 - l1Ratio),
    low: at(lower, j) * scale,
    high: at(upper, j) * scale,
  };
}

/** Entry j, or the one value for all. */
export function at(values: number | ArrayLike<number>, j: number): number {
  return typeof values === 'number' ? values : values[j]!;
}
