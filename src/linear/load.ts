import { decodeModel } from '../model/file.ts';
import { FittedLinear, type FittedState } from './fitted.ts';

/**
 * Read a model file written by `save` or `toJSON`: bytes, text or the parsed object.
 * @throws Error that says whether it is not a model file, newer than this version, truncated, or
 * edited since it was written.
 */
export function load(source: Uint8Array | string | object): FittedLinear {
  const { kind, model } = decodeModel(source);
  if (kind !== 'linear') throw new Error(`load: source must hold a linear model, got ${kind}`);
  return new FittedLinear(model as FittedState);
}
