import { addColumn } from '../columns.mjs';
import { deviation } from './standardize.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./synthetic.mjs').Recipe} Recipe
 */

/**
 * X b, for b given on some columns.
 * @param {Design} X
 * @param {[number, number][]} b
 */
export function signalOf(X, b) {
  const signal = new Float64Array(X.rows);
  for (const [j, value] of b) addColumn(X, j, value, signal);
  return signal;
}

/**
 * y from the signal: with noise of a deviation, or as the recipe's classes or counts.
 * @param {Random} random
 * @param {Float64Array} signal
 * @param {Recipe} recipe
 * @param {number} noise deviation
 */
export function respond(random, signal, recipe, noise) {
  if (recipe.response) return outcome(random, signal, recipe);
  return signal.map((value) => value + noise * random.normal() + recipe.shift);
}

/**
 * Classes 0 and 1 or counts, from the signal centred and scaled to the recipe's strength.
 * @param {Random} random
 * @param {Float64Array} signal
 * @param {Recipe} recipe
 */
function outcome(random, signal, { response, strength, level }) {
  const center = signal.reduce((a, b) => a + b, 0) / signal.length;
  const factor = strength / deviation(signal);
  return signal.map((value) => {
    const eta = factor * (value - center);
    if (response === 'counts') return random.poisson(Math.exp(level + eta));
    return Number(random.uniform() < 1 / (1 + Math.exp(-eta)));
  });
}
