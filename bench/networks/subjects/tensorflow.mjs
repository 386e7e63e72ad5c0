import { nodePeer } from './nodePeer.mjs';

/** @typedef {import('../cases/case.mjs').Case} Case */

/** @param {Case} benchmark */
const isShared = (benchmark) => {
  return ['training', 'exp'].includes(benchmark.kind) || isSingle(benchmark);
};

/** @param {Case} benchmark */
const isSingle = (benchmark) => benchmark.kind === 'product' && benchmark.type === 'f32';

const packages = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'];

/** TensorFlow.js in plain JavaScript; large products take it seconds. */
export const tensorflowCpu = nodePeer(
  'tfjs-cpu',
  packages.slice(0, 1),
  'tensorflow',
  (benchmark) => isShared(benchmark) && !(benchmark.kind === 'product' && benchmark.m > 256),
  ['cpu'],
);

/** TensorFlow.js on WebAssembly with SIMD, one thread. */
export const tensorflowWasm = nodePeer('tfjs-wasm', packages, 'tensorflow', isShared, ['wasm']);
