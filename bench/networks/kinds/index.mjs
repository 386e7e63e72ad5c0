/** The kinds of cases by name. */

import { adamW, dropout, exp } from './elementwise.mjs';
import { product } from './product.mjs';
import { startUp, tierUp } from './start.mjs';
import { training } from './training.mjs';

/** @type {Record<string, import('./kind.mjs').Kind<any>>} */
export const kinds = { training, product, exp, dropout, adamW, startUp, tierUp };
