/** Types of regression.mjs for the TypeScript tests. */

import type { Drawn, Recipe } from './synthetic.mjs';

export function regression(recipe: Recipe): Drawn;
