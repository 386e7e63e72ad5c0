/** Types of factors.mjs for the TypeScript tests. */

import type { Drawn, Recipe } from './synthetic.mjs';

export function factors(recipe: Recipe): Drawn;
