/** All subjects, ours first: ratios are taken to it. */

import { brain } from './brain.mjs';
import { javascript } from './javascript.mjs';
import { jax } from './jax.mjs';
import { fmaPeak, mulAddPeak } from './peak.mjs';
import { mlMatrix, onnx } from './products.mjs';
import { pytorch, pytorchThreads, scikitLearn } from './python.mjs';
import { tensorflowCpu, tensorflowWasm } from './tensorflow.mjs';
import { tikhonov, tikhonovFast, tikhonovFastThreads, tikhonovThreads } from './tikhonov.mjs';

/** @type {import('./subject.mjs').Subject[]} */
export const subjects = [
  tikhonov,
  tikhonovFast,
  tikhonovThreads,
  tikhonovFastThreads,
  mulAddPeak,
  fmaPeak,
  tensorflowCpu,
  tensorflowWasm,
  jax,
  brain,
  mlMatrix,
  onnx,
  javascript,
  pytorch,
  pytorchThreads,
  scikitLearn,
];
