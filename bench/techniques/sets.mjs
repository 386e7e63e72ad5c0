/** Real sets from which few rows train a wide network, so that it overfits. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readRows } from '../../dist/data/index.js';
import { TableEncoder } from '../../dist/index.js';
import { Random } from '../dataset/random.mjs';

/**
 * @typedef {object} Samples
 * @property {number[][]} X
 * @property {string[] | number[]} y labels, or numbers
 *
 * @typedef {object} Task
 * @property {string} name
 * @property {string} title
 * @property {() => Promise<{ pool: Samples, test: Samples }>} read rows from which splits are drawn,
 *   and rows that no choice of a strength sees
 * @property {number} train rows of a split to train on
 * @property {number} validation rows of a split that choose strengths
 * @property {number} hidden units of the one hidden layer
 * @property {number} epochs
 */

const beside = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** TIKHONOV_DATA names the folder; default shared/data beside the repository. */
const folder = process.env.TIKHONOV_DATA ?? beside('../../../shared/data');

/** @type {readonly Task[]} */
export const tasks = [
  {
    name: 'digits',
    title: 'digits_8x8: 64 pixels, 10 classes',
    read: digits,
    ...{ train: 100, validation: 200, hidden: 128, epochs: 100 },
  },
  {
    name: 'letters',
    title: 'letter_recognition: 16 measures, 26 classes',
    read: letters,
    ...{ train: 500, validation: 500, hidden: 128, epochs: 100 },
  },
  {
    name: 'fashion',
    title: 'fashion_mnist_10k, means of 2 × 2 pixels: 196 pixels, 10 classes',
    read: fashion,
    ...{ train: 300, validation: 300, hidden: 128, epochs: 40 },
  },
  {
    name: 'housing',
    title: 'california_housing: 13 columns, prices in 100000 dollars',
    read: housing,
    ...{ train: 300, validation: 300, hidden: 128, epochs: 100 },
  },
  {
    name: 'adult',
    title: 'adult: 107 columns of a census, 2 classes',
    read: adult,
    ...{ train: 300, validation: 300, hidden: 128, epochs: 60 },
  },
];

/** @param {string} path */
async function readRecords(path) {
  const { names, columns, rows } = await readRows(path);
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(names.map((name, j) => [name, columns[j][i]])),
  );
}

/** The columns of a table as numbers but the target, which is read as it is. */
async function readTable(/** @type {string} */ path, /** @type {string} */ target) {
  const records = await readRecords(path);
  const names = Object.keys(records[0]).filter((name) => name !== target);
  const X = records.map((record) => names.map((name) => Number(record[name])));
  return { X, y: records.map((record) => String(record[target])) };
}

/**
 * The rows before `at` and those behind it.
 * @template {Samples} S
 * @param {S} samples
 * @param {number} at
 */
function cut({ X, y }, at) {
  return {
    pool: { X: X.slice(0, at), y: y.slice(0, at) },
    test: { X: X.slice(at), y: y.slice(at) },
  };
}

/**
 * The entries of a list in an order that seed 1 draws.
 * @template T
 * @param {readonly T[]} list
 * @returns {T[]}
 */
function shuffled(list) {
  return Array.from(new Random(1).permutation(list.length), (i) => list[i]);
}

async function digits() {
  const { X, y } = await readTable(beside('../../examples/data/digits_8x8.csv.gz'), 'digit');
  return cut({ X: shuffled(X), y: shuffled(y) }, 1000);
}

async function letters() {
  const { X, y } = await readTable(join(folder, 'tabular/letter_recognition.csv.gz'), 'lettr');
  return cut({ X: X.slice(0, 18000), y: y.slice(0, 18000) }, 16000);
}

async function fashion() {
  const [pool, test] = ['train10k', 'test2k'].map((name) => {
    const bytes = (/** @type {string} */ kind) =>
      gunzipSync(readFileSync(join(folder, `images/fashion_mnist/${name}-${kind}-ubyte.gz`)));
    const pixels = bytes('images-idx3').subarray(16);
    const y = Array.from(bytes('labels-idx1').subarray(8), String);
    return { X: y.map((_, i) => halved(pixels.subarray(784 * i, 784 * (i + 1)))), y };
  });
  return { pool, test: { X: test.X.slice(0, 1000), y: test.y.slice(0, 1000) } };
}

/** A picture of 28 × 28 as one of 14 × 14. */
function halved(/** @type {Uint8Array} */ pixels) {
  return Array.from({ length: 196 }, (_, k) => {
    const at = 56 * Math.floor(k / 14) + 2 * (k % 14);
    return (pixels[at] + pixels[at + 1] + pixels[at + 28] + pixels[at + 29]) / 1020;
  });
}

async function housing() {
  const records = shuffled(await readRecords(join(folder, 'tabular/california_housing.csv.gz')));
  const y = records.map(({ median_house_value: price }) => Number(price) / 1e5);
  const table = new TableEncoder({ ignore: ['median_house_value'], missing: 'median' });
  const X = table.fit(records.slice(0, 16000)).transform(records);
  return cut({ X: /** @type {any} */ (X).toArrays(), y }, 16000);
}

async function adult() {
  const records = await readRecords(join(folder, 'tabular/adult.csv.gz'));
  const first = records.slice(0, 34561);
  const table = new TableEncoder({ ignore: ['set', 'income', 'fnlwgt'] }).fit(first);
  const X = /** @type {any} */ (table.transform(first)).toArrays();
  return cut({ X, y: first.map(({ income }) => String(income)) }, 32561);
}
