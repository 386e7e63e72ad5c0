import type { ReportModel } from './input.ts';

/** Columns of X: each has a coefficient per output. */
export function featureCount({ coefficients, outputs }: ReportModel): number {
  return coefficients.length / (outputs?.length ?? 1);
}

/** How many of them have a nonzero coefficient in some output. */
export function keptCount(model: ReportModel): number {
  const p = featureCount(model);
  const kept = new Set<number>();
  model.coefficients.forEach((value, at) => {
    if (value !== 0) kept.add(at % p);
  });
  return kept.size;
}
