import { nodePeer } from './nodePeer.mjs';

/** brain.js has dense layers alone, and no softmax. */
export const brain = nodePeer('brain.js', ['brain.js'], 'brain', (benchmark) => {
  if (benchmark.kind !== 'training' || benchmark.unit === 'fit') return false;
  return benchmark.layers.every(({ type }) => type === 'dense');
});
