/** A small network of the rings, with all that changes at the end of training, and what tells two apart. */
import { expect } from 'vitest';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import { type FittedNetwork, sequential } from '../../src/train/index.ts';
import { RINGS, SIDES } from './rings.ts';
import { EPSILON_32 } from './tolerance.ts';

export const LAYERS = [dense(8, { activation: 'relu' }), batchNorm(), dropout(0.25), dense(2)];
/** Of sums of a dozen terms of size 1, rounded in another order. */
export const ROUNDING = 100 * EPSILON_32;

export function fitRings(): Promise<FittedNetwork> {
  return sequential(LAYERS).fit(RINGS, SIDES, { epochs: 20, batchSize: 16, seed: 6 });
}

/** The largest difference between two lists of numbers. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}
