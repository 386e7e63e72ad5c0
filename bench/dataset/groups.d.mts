/** Types of groups.mjs for the TypeScript tests. */

import type { Drawn, Recipe } from './synthetic.mjs';

export function groups(recipe: Recipe): Drawn;
