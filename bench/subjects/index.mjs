/** All subjects, ours first: ratios are taken to it. */

import { glmnet } from './glmnet.mjs';
import { scikitjs } from './scikitjs.mjs';
import { scikitLearn } from './scikitLearn.mjs';
import { tikhonov } from './tikhonov.mjs';

/** @type {import('./subject.mjs').Subject[]} */
export const subjects = [tikhonov, glmnet, scikitLearn, scikitjs];
