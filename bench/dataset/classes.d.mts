/** Types of classes.mjs for the TypeScript tests. */

import type { Drawn, Recipe } from './synthetic.mjs';

export function classes(recipe: Recipe): Drawn;
