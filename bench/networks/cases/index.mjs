/** All cases of the networks' suite, in the order they run. */

import { elementwise } from './elementwise.mjs';
import { microbit } from './microbit.mjs';
import { n1 } from './n1.mjs';
import { n2 } from './n2.mjs';
import { n3 } from './n3.mjs';
import { n4 } from './n4.mjs';
import { products } from './products.mjs';
import { start } from './start.mjs';

/** @type {import('./case.mjs').Case[]} */
export const cases = [n1, n2, n3, n4, microbit, ...start, ...products, ...elementwise];
