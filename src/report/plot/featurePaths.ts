import type { ReportModel, ReportPath } from '../input.ts';

/** One feature along λ. Effects are coefficients times the column's spread, where that is known. */
export interface FeaturePath {
  readonly name: string;
  /** L effects, along the λ of the path. */
  readonly effects: Float64Array;
  /** Effect in the chosen model; 0 where the feature was dropped. */
  readonly chosen: number;
}

export interface FeaturePaths {
  /** The features to draw: those of the chosen model first, by size; the others by their peak. */
  readonly drawn: readonly FeaturePath[];
  /** How many features are nonzero somewhere on the path. */
  readonly everNonzero: number;
}

/** Up to `most` features that are ever nonzero; the others are never touched, however many. */
export function featurePaths(model: ReportModel, path: ReportPath, most: number): FeaturePaths {
  const { data, indices, indptr, cols } = path.coefficients;
  const scaleOf = (j: number): number => model.scales?.[j] ?? 1;
  const peaks = new Map<number, number>();
  for (let k = 0; k < data.length; k++) {
    const j = indices[k]!;
    const effect = Math.abs(data[k]! * scaleOf(j));
    if (effect > 0) peaks.set(j, Math.max(peaks.get(j) ?? 0, effect));
  }
  const chosenOf = (j: number): number => model.coefficients[j]! * scaleOf(j);
  const ranked = [...peaks.keys()].sort(
    (a, b) =>
      Math.abs(chosenOf(b)) - Math.abs(chosenOf(a)) || peaks.get(b)! - peaks.get(a)! || a - b,
  );
  const effects = new Map(ranked.slice(0, most).map((j) => [j, new Float64Array(cols)]));
  for (let l = 0; l < cols; l++)
    for (let k = indptr[l]!; k < indptr[l + 1]!; k++) {
      const line = effects.get(indices[k]!);
      if (line) line[l] = data[k]! * scaleOf(indices[k]!);
    }
  const drawn = [...effects].map(([j, line]) => ({
    name: model.featureNames[j]!,
    effects: line,
    chosen: chosenOf(j),
  }));
  return { drawn, everNonzero: peaks.size };
}

/** Number of nonzero coefficients at each λ. */
export function nonzeroCounts({ coefficients: { data, indptr, cols } }: ReportPath): Int32Array {
  const counts = new Int32Array(cols);
  for (let l = 0; l < cols; l++)
    for (let k = indptr[l]!; k < indptr[l + 1]!; k++) if (data[k] !== 0) counts[l]!++;
  return counts;
}
