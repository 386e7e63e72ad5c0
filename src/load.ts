import type { FittedLinear } from './linear/fittedLinear.ts';
import type { FittedModel } from './linear/fittedModel.ts';
import { load as loadLinear } from './linear/load.ts';
import { looksLikeSafetensors } from './model/safetensors.ts';
import type { FittedNetwork } from './train/fittedNetwork.ts';
import { loadNetwork } from './train/load.ts';

/**
 * Read a model file written by `save` or `toJSON`: bytes, text or the parsed object. The model has
 * the class that it had: {@link FittedNetwork} for networks, {@link FittedClassifier} for linear
 * models of classes, {@link FittedSurvival} for cox, {@link FittedMultiResponse} for several
 * responses, {@link FittedLinear} for all others.
 * @throws Error that says whether it is not a model file, newer than this version, truncated, or
 * edited since it was written.
 */
export function load<F extends FittedModel | FittedNetwork = FittedLinear>(
  source: Uint8Array | string | object,
): F {
  if (source instanceof Uint8Array && looksLikeSafetensors(source)) return loadNetwork(source) as F;
  return loadLinear(source as string) as FittedModel as F;
}
