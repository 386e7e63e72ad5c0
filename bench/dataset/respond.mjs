import { addColumn } from '../columns.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {import('./random.mjs').Random} Random
 */

/**
 * X b + noise, for b given on some columns.
 * @param {Random} random
 * @param {Design} X
 * @param {[number, number][]} b
 * @param {(signal: Float64Array) => number} noise
 */
export function respond(random, X, b, noise) {
  const signal = new Float64Array(X.rows);
  for (const [j, value] of b) addColumn(X, j, value, signal);
  const scale = noise(signal);
  return signal.map((value) => value + scale * random.normal());
}
