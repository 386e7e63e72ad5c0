import { nodePeer } from './nodePeer.mjs';

/** ml-matrix in plain JavaScript, f64 always; the largest products take it seconds. */
export const mlMatrix = nodePeer(
  'ml-matrix',
  ['ml-matrix'],
  'mlMatrix',
  (benchmark) => benchmark.kind === 'product' && benchmark.m <= 512,
);

/** onnxruntime-web on WebAssembly, one thread: it does not train. */
export const onnx = nodePeer(
  'onnxruntime-web',
  ['onnxruntime-web'],
  'onnx',
  (benchmark) => benchmark.kind === 'product' && benchmark.type === 'f32',
);
