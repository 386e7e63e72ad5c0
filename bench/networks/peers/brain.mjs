/**
 * brain.js as a subject: it learns from one sample at a time and validates nothing. A step is a
 * batch's worth of samples.
 */

import { peerVersion, requirePeer } from '../subjects/peer.mjs';
import { serve } from '../subjects/serve.mjs';

const brain = requirePeer('brain.js');

/** @type {import('../subjects/serve.mjs').Maker} */
function training({ layers, loss }, { x, y }, { rows: all, cols, train, classes }) {
  const hiddenLayers = layers.slice(0, -1).map((/** @type {any} */ { units }) => units);
  const input = (/** @type {number} */ i) => Array.from(x.subarray(i * cols, (i + 1) * cols));
  const output = (/** @type {number} */ i) => {
    if (loss === 'binary') return [y[i]];
    return Array.from({ length: classes }, (_, k) => Number(k === y[i]));
  };
  const samples = Array.from({ length: train }, (_, i) => ({ input: input(i), output: output(i) }));
  /** @type {any} */
  let net;
  return {
    run({ epochs, rows }) {
      net = new brain.NeuralNetwork({ hiddenLayers });
      const kept = samples.slice(0, rows - Math.round(rows / 5));
      net.train(kept, { iterations: epochs, errorThresh: Number.MIN_VALUE, learningRate: 0.1 });
    },
    answer() {
      const tests = Array.from({ length: all - train }, (_, i) => input(train + i));
      const shares = tests.flatMap((sample) => Array.from(net.run(sample)));
      return Float32Array.from(shares, (share) => (loss === 'binary' ? share - 0.5 : share));
    },
  };
}

await serve({ 'brain.js': peerVersion('brain.js') }, { training });
