import type { FittedModel } from '../linear/fittedModel.ts';

/** One linear predictor of a model. */
export interface Term {
  /** The class or the response it belongs to; '' where there is only one. */
  readonly name: string;
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** The linear predictors: one, or one per class or response. */
export function termsOf({ settings, featureNames }: FittedModel): Term[] {
  const { coef, intercepts, classes, outputNames } = settings;
  const p = featureNames.length;
  const names = outputNames ?? (intercepts.length > 1 ? classes?.map(String) : undefined);
  return Array.from(intercepts, (intercept, k) => ({
    name: names?.[k] ?? '',
    coef: coef.subarray(k * p, (k + 1) * p),
    intercept,
  }));
}
