/** Types of synthetic.mjs for the TypeScript tests. */

import type { Design } from '../judge.mjs';

export interface Drawn {
  X: Design;
  y: Float64Array;
}

/** Of a recipe what the tests set. */
export interface Recipe {
  seed: number;
  rows: number;
  columns: number;
  support: number;
  [option: string]: number | boolean | string;
}
