/** Types of recipes.mjs for the TypeScript tests. */

export interface Samples {
  x: Float32Array;
  y: Int32Array;
  cols: number;
  train: number;
  classes: number;
  source: string;
}

export const recipes: Record<'table' | 'gestures' | 'digits8' | 'digits28', () => Samples>;
export function zoom(pixels: Float64Array, from: number, to: number): Float64Array;
