import { FittedNetwork } from './fittedNetwork.ts';
import { networkState } from './networkFile.ts';

/**
 * Read a network that `save` wrote: weights with their bits, layers, classes and history.
 * @throws RangeError or TypeError that says whether it is another file, newer, truncated or edited.
 */
export function loadNetwork(source: Uint8Array): FittedNetwork {
  return new FittedNetwork(networkState(source));
}
