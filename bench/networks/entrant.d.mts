/** Types of entrant.mjs for the TypeScript tests. */

export interface Effort {
  epochs: number;
  rows: number;
}

export function effortFor(whole: Effort, look: Effort, seconds: number, budget: number): Effort;
