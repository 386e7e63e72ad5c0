/** onnxruntime-web as a subject: a graph of one Gemm, both factors given at every call. */

import { pathToFileURL } from 'node:url';
import { peerVersion, resolvePeer } from '../subjects/peer.mjs';
import { serve } from '../subjects/serve.mjs';
import { gemmModel } from './onnxModel.mjs';

const entry = /** @type {string} */ (resolvePeer('onnxruntime-web'));
const { default: ort } = await import(pathToFileURL(entry).href);
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** @type {import('../subjects/serve.mjs').Maker} */
async function product({ form, m, n, k }, arrays) {
  const shapes = {
    a: form === 'tn' ? [k, m] : [m, k],
    b: form === 'nt' ? [n, k] : [k, n],
    c: [m, n],
  };
  const model = gemmModel(shapes, { transA: Number(form === 'tn'), transB: Number(form === 'nt') });
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const feeds = {
    a: new ort.Tensor('float32', arrays.a, shapes.a),
    b: new ort.Tensor('float32', arrays.b, shapes.b),
  };
  /** @type {any} */
  let results;
  return {
    async run() {
      results = await session.run(feeds);
    },
    answer: () => results.c.data,
  };
}

await serve({ 'onnxruntime-web': peerVersion('onnxruntime-web') }, { product });
