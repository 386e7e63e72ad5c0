/** All subjects, ours first: ratios are taken to it. */

import { adelie } from './adelie.mjs';
import { celer } from './celer.mjs';
import { gglasso } from './gglasso.mjs';
import { glmnet } from './glmnet.mjs';
import { scikitjs } from './scikitjs.mjs';
import { scikitLearn } from './scikitLearn.mjs';
import { skglm } from './skglm.mjs';
import { tikhonov } from './tikhonov.mjs';
import { tikhonovFloat32 } from './tikhonovFloat32.mjs';
import { tikhonovTwoThreads } from './tikhonovTwoThreads.mjs';

/** @type {import('./subject.mjs').Subject[]} */
export const subjects = [
  tikhonov,
  tikhonovTwoThreads,
  tikhonovFloat32,
  glmnet,
  scikitLearn,
  celer,
  skglm,
  adelie,
  gglasso,
  scikitjs,
];
