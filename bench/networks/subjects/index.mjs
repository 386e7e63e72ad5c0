/** All subjects, ours first: ratios are taken to it. */

import { javascript } from './javascript.mjs';
import { fmaPeak, mulAddPeak } from './peak.mjs';
import { tensorflowCpu, tensorflowWasm } from './tensorflow.mjs';
import { tikhonov, tikhonovFast } from './tikhonov.mjs';

/** @type {import('./subject.mjs').Subject[]} */
export const subjects = [
  tikhonov,
  tikhonovFast,
  mulAddPeak,
  fmaPeak,
  tensorflowCpu,
  tensorflowWasm,
  javascript,
];
