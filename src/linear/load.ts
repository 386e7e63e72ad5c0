import { decodeModel } from '../model/file.ts';
import type { FittedLinear } from './fittedLinear.ts';
import type { FittedModel } from './fittedModel.ts';
import { modelOf } from './modelOf.ts';
import type { FittedState } from './state.ts';

/**
 * Read a model file written by `save` or `toJSON`: bytes, text or the parsed object.
 * @throws Error that says whether it is not a model file, newer than this version, truncated, or
 * edited since it was written.
 */
export function load<F extends FittedModel = FittedLinear>(
  source: Uint8Array | string | object,
): F {
  const { kind, model } = decodeModel(source);
  if (kind !== 'linear') throw new Error(`load: source must hold a linear model, got ${kind}`);
  return modelOf(model as FittedState) as F;
}
