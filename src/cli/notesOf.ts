/** What the reader of a result should know beside the numbers. */
import type { Dataset } from '../data/types.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import type { CVResult } from '../select/types.ts';

/** What reading and fitting noticed; of missing cells the reader says more than the fit. */
export function notesOf(dataset: Dataset, fitted: readonly string[]): string[] {
  const own = fitted.filter((note) => !(dataset.impute && /^\d+ missing cells/.test(note)));
  return [...dataset.notes, ...own];
}

/** A best λ at an end of the grid: the optimum may lie beyond. */
export function gridNotes({ curve, model }: CVResult<FittedModel>): string[] {
  const { lambdas, minIndex, mean, df } = curve;
  const last = lambdas.length - 1;
  if (last === 0 || (minIndex > 0 && minIndex < last)) return [];
  // Where all errors agree, as for a constant target, no end is better.
  if (mean.every((value) => value === mean[0])) return [];
  if (minIndex === last)
    return ['the best lambda is the smallest tried: see --lambda-min-ratio for smaller ones'];
  const isGaussian = model.settings.family.name === 'gaussian';
  const none = isGaussian ? 'no feature predicts better than the mean' : 'no feature helps';
  return df[0] === 0
    ? [`the best lambda is the largest tried: ${none}`]
    : ['the best lambda is the largest tried: see --lambdas for larger ones'];
}
