/**
 * The recipes of generate.py in JavaScript, for machines without numpy: same distributions, other
 * numbers.
 */

import { readFileSync } from 'node:fs';
import { regression } from './regression.mjs';
import { text } from './text.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {{ X: Design, y: Float64Array, source: string }} Data
 * @typedef {object} Recipe
 * @property {'regression' | 'text'} kind
 * @property {number} seed
 * @property {number} rows
 * @property {number} columns
 * @property {number} support nonzero coefficients behind y
 * @property {number} shift added to y
 * @property {number} correlation regression: of neighbouring columns
 * @property {number} signalToNoise regression: ratio of variances
 * @property {boolean} unitVariance regression: divide y by its deviation
 * @property {number} words text: mean number of different words of a row, about
 * @property {number} frequent text: how many frequent words may have a coefficient
 * @property {number} noise text: deviation of the noise as a share of the signal's
 */

/** @type {Record<string, Recipe>} */
export const recipes = JSON.parse(
  readFileSync(new URL('./synthetic.json', import.meta.url), 'utf8'),
);

/**
 * Draw the data of one recipe.
 * @param {string} name
 * @returns {Data}
 */
export function synthesize(name) {
  const recipe = recipes[name];
  const { X, y } = recipe.kind === 'text' ? text(recipe) : regression(recipe);
  return { X, y, source: `JavaScript generator, seed ${recipe.seed}` };
}
