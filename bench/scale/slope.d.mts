/** Types of slope.mjs for the TypeScript tests. */

export function slope(points: readonly { x: number; ms: number }[]): number;
