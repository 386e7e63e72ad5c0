import { fileURLToPath } from 'node:url';
import { resolvePeer } from './peer.mjs';

const worker = fileURLToPath(new URL('./scikitjsWorker.mjs', import.meta.url));

/**
 * scikitjs: trains by Adam for up to 1000 epochs and has no accuracy to set.
 * @type {import('./subject.mjs').Subject}
 */
export const scikitjs = {
  name: 'scikitjs',
  threads: 1,
  knob: 'none',
  find() {
    const present = resolvePeer('scikitjs') && resolvePeer('@tensorflow/tfjs');
    return present ? { command: process.execPath, args: ['--expose-gc', worker] } : undefined;
  },
  supports: ({ kind, l1Ratio, small }) => kind === 'path' && l1Ratio === 1 && small === true,
  tolerances: () => [0],
  refines: false,
};
