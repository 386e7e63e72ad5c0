import { decodeModel } from '../model/file.ts';
import type { FittedLinear } from './fittedLinear.ts';
import type { FittedModel } from './fittedModel.ts';
import { modelOf } from './modelOf.ts';
import type { FittedState } from './state.ts';

/**
 * Read a model file written by `save` or `toJSON`: bytes, text or the parsed object. The model has
 * the class that its family has: {@link FittedClassifier} for classes, {@link FittedSurvival} for
 * cox, {@link FittedMultiResponse} for several responses, {@link FittedLinear} for all others.
 * @throws Error that says whether it is not a model file, newer than this version, truncated, or
 * edited since it was written.
 */
export function load<F extends FittedModel = FittedLinear>(
  source: Uint8Array | string | object,
): F {
  const { kind, model } = decodeModel(source);
  if (kind !== 'linear') throw new Error(`load: source must hold a linear model, got ${kind}`);
  return modelOf(upgraded(model as FittedState | EarlierState)) as F;
}

/** What files of version 1 hold, which knew least squares alone. */
type EarlierState = Omit<FittedState, 'family' | 'intercepts'> & { readonly intercept: number };

function upgraded(state: FittedState | EarlierState): FittedState {
  if (!('intercept' in state)) return state;
  const { intercept, ...rest } = state;
  return { ...rest, family: { name: 'gaussian' }, intercepts: Float64Array.of(intercept) };
}
