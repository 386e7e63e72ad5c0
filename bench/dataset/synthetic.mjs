/**
 * The recipes of generate.py in JavaScript, for machines without numpy: same distributions, other
 * numbers.
 */

import { readFileSync } from 'node:fs';
import { classes } from './classes.mjs';
import { factors } from './factors.mjs';
import { groups } from './groups.mjs';
import { regression } from './regression.mjs';
import { text } from './text.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {{ X: Design, y: Float64Array }} Drawn
 * @typedef {Drawn & { source: string }} Data
 * @typedef {object} Recipe
 * @property {'regression' | 'text' | 'classes' | 'groups' | 'factors'} kind
 * @property {number} seed
 * @property {number} rows
 * @property {number} columns
 * @property {number} support nonzero coefficients behind y; of each class; groups of them
 * @property {number} shift added to y
 * @property {'binary' | 'counts'} [response] instead of y with noise
 * @property {number} strength deviation of the linear predictor behind classes and counts
 * @property {number} level its mean, for counts
 * @property {number} correlation regression: of neighbouring columns
 * @property {number} signalToNoise regression: ratio of variances
 * @property {boolean} unitVariance regression: divide y by its deviation
 * @property {number} words text: mean number of different words of a row, about
 * @property {number} frequent text: how many frequent words may have a coefficient
 * @property {number} noise text: deviation of the noise as a share of the signal's
 * @property {number} classes classes: how many
 * @property {number} groupSize groups: columns of each
 * @property {number} factors factors: latent ones
 * @property {number} density factors: share of the columns a factor moves
 * @property {number} positives factors: rows of class 1
 * @property {number} effect factors: deviation of the shifts between classes
 */

/** @type {Record<string, Recipe>} */
export const recipes = JSON.parse(
  readFileSync(new URL('./synthetic.json', import.meta.url), 'utf8'),
);

/** @type {Record<Recipe['kind'], (recipe: Recipe) => Drawn>} */
const kinds = { regression, text, classes, groups, factors };

/**
 * Draw the data of one recipe.
 * @param {string} name
 * @returns {Data}
 */
export function synthesize(name) {
  const recipe = recipes[name];
  return { ...kinds[recipe.kind](recipe), source: `JavaScript generator, seed ${recipe.seed}` };
}
