import { Random } from './random.mjs';
import { respond, signalOf } from './respond.mjs';
import { deviation } from './standardize.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {import('./synthetic.mjs').Recipe} Recipe
 */

/**
 * Word counts of each document, from a Zipf law.
 * @param {Random} random
 * @param {Recipe} recipe
 */
function countWords(random, { rows, columns, words }) {
  const cumulative = new Float64Array(columns);
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    sum += 1 / (j + 10) ** 1.05;
    cumulative[j] = sum;
  }
  return Array.from({ length: rows }, () => {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (let k = Math.max(5, random.poisson(words * 1.35)); k > 0; k--) {
      const j = search(cumulative, random.uniform() * sum);
      counts.set(j, (counts.get(j) ?? 0) + 1);
    }
    return counts;
  });
}

/**
 * First index whose value is ≥ x.
 * @param {Float64Array} sorted
 * @param {number} x
 */
function search(sorted, x) {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * tf-idf of counted words, rows of unit length.
 * @param {Map<number, number>[]} counted
 * @param {number} columns
 */
function weigh(counted, columns) {
  const frequency = new Int32Array(columns);
  for (const counts of counted) for (const j of counts.keys()) frequency[j]++;
  for (const counts of counted) {
    let square = 0;
    for (const [j, count] of counts) {
      const rarity = Math.log((1 + counted.length) / (1 + frequency[j]));
      const value = (1 + Math.log(count)) * rarity + 1;
      counts.set(j, value);
      square += value * value;
    }
    for (const [j, value] of counts) counts.set(j, value / Math.sqrt(square));
  }
  return frequency;
}

/**
 * Rows of (column, value) to CSC, columns renamed by `order`.
 * @param {Map<number, number>[]} counted
 * @param {Int32Array} frequency
 * @param {Int32Array} order
 */
function toColumns(counted, frequency, order) {
  const columns = order.length;
  const pointers = new Int32Array(columns + 1);
  for (let j = 0; j < columns; j++) pointers[order[j] + 1] = frequency[j];
  for (let j = 0; j < columns; j++) pointers[j + 1] += pointers[j];
  const next = pointers.slice();
  const values = new Float64Array(pointers[columns]);
  const indices = new Int32Array(pointers[columns]);
  counted.forEach((counts, row) => {
    for (const [j, value] of counts) {
      const k = next[order[j]]++;
      indices[k] = row;
      values[k] = value;
    }
  });
  return { rows: counted.length, columns, values, indices, pointers };
}

/**
 * @param {Recipe} recipe
 * @returns {{ X: Design, y: Float64Array }}
 */
export function text(recipe) {
  const random = new Random(recipe.seed);
  const counted = countWords(random, recipe);
  const frequency = weigh(counted, recipe.columns);
  const X = toColumns(counted, frequency, random.permutation(recipe.columns));
  const entries = Array.from({ length: X.columns }, (_, j) => X.pointers[j + 1] - X.pointers[j]);
  const frequent = [...entries.keys()].sort((a, b) => entries[b] - entries[a]);
  const order = random.permutation(recipe.frequent).subarray(0, recipe.support);
  const b = [...order].map((k) => {
    return /** @type {[number, number]} */ ([frequent[k], 3 * random.normal()]);
  });
  const signal = signalOf(X, b);
  return { X, y: respond(random, signal, recipe, recipe.noise * deviation(signal)) };
}
