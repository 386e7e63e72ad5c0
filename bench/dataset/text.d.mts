/** Types of text.mjs for the TypeScript tests. */

import type { Drawn, Recipe } from './synthetic.mjs';

export function text(recipe: Recipe): Drawn;
