/** ml-matrix as a subject: products of f64 in plain JavaScript. */

import { peerVersion, requirePeer } from '../subjects/peer.mjs';
import { serve } from '../subjects/serve.mjs';

const { Matrix } = requirePeer('ml-matrix');

/** @type {import('../subjects/serve.mjs').Maker} */
function product({ type, form, m, n, k }, arrays) {
  const a = Matrix.from1DArray(form === 'tn' ? k : m, form === 'tn' ? m : k, arrays.a);
  const b = Matrix.from1DArray(form === 'nt' ? n : k, form === 'nt' ? k : n, arrays.b);
  /** @type {any} */
  let c;
  const run = () => {
    c = (form === 'tn' ? a.transpose() : a).mmul(form === 'nt' ? b.transpose() : b);
  };
  const Numbers = type === 'f64' ? Float64Array : Float32Array;
  return { run, answer: () => Numbers.from(c.to1DArray()) };
}

await serve({ 'ml-matrix': peerVersion('ml-matrix') }, { product });
