import { peersIn } from '../../subjects/peer.mjs';

/** The peers of this suite have a folder of their own: scikitjs needs another TensorFlow.js. */
export const { resolvePeer, requirePeer, peerVersion } = peersIn('networks/');
