/** Real data: tables standardized once for everyone, and sparse files. */

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { deviation, standardize } from './standardize.mjs';
import { readSvmlight } from './svmlight.mjs';

/**
 * A path from this file.
 * @param {string} relative
 */
const beside = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** TIKHONOV_DATA names the folder; default shared/data beside the repository. */
const folder = process.env.TIKHONOV_DATA ?? beside('../../../shared/data');

/** What the repository itself carries. */
const bundled = beside('../../examples/data');

/**
 * @typedef {object} Source
 * @property {string} file
 * @property {string} [target] column of a table that is y; words become 0, 1, … in their order
 * @property {readonly string[]} [ignored] columns of a table that are left out
 * @property {import('./svmlight.mjs').Weighting} [weighting] of a sparse file
 */

/** @type {Record<string, Source>} */
const sources = {
  diabetes: { file: 'tabular/diabetes.csv', target: 'progression' },
  diabetes_lars_x2: { file: 'tabular/diabetes_lars_x2.csv.gz', target: 'y' },
  riboflavin: { file: 'genomics/riboflavin.csv.gz', target: 'y' },
  golub: { file: 'genomics/golub_leukemia.csv.gz', target: 'class', ignored: ['set'] },
  movie_reviews: {
    file: 'sparse/movie_reviews_12gram_df2_counts.svm.gz',
    weighting: 'tf-idf',
  },
  farm_ads: { file: 'sparse/farm_ads.svm.gz', weighting: 'length' },
  gutenberg: { file: 'sparse/gutenberg_1gram_counts_train.svm.gz', weighting: 'tf-idf' },
};

/**
 * Where the table of that name lies, or undefined if there is none.
 * @param {string} name
 */
export function findTable(name) {
  const file = sources[name]?.file;
  if (file === undefined) return undefined;
  return [join(bundled, basename(file)), join(folder, file)].find(existsSync);
}

/**
 * @param {string} name
 * @returns {import('./synthetic.mjs').Data}
 */
export function readTable(name) {
  const path = /** @type {string} */ (findTable(name));
  const { file, weighting, target = '', ignored = [] } = sources[name];
  const drawn = weighting ? readSvmlight(path, weighting) : readColumns(path, target, ignored);
  return { ...drawn, source: file };
}

/**
 * Columns other than the target, standardized; constant ones are left out.
 * @param {string} path
 * @param {string} target
 * @param {readonly string[]} ignored
 * @returns {import('./synthetic.mjs').Drawn}
 */
function readColumns(path, target, ignored) {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header, ...lines] = text.trimEnd().split('\n');
  const cells = lines.map((line) => line.split(','));
  const used = header.split(',').flatMap((name, j) => {
    if (name === target || ignored.includes(name)) return [];
    const column = Float64Array.from(cells, (row) => Number(row[j]));
    return deviation(column) > 0 ? [column] : [];
  });
  const data = new Float64Array(lines.length * used.length);
  used.forEach((column, j) => {
    data.set(column, j * lines.length);
  });
  standardize(data, lines.length);
  const at = header.split(',').indexOf(target);
  const y = codes(cells.map((row) => row[at]));
  return { X: { rows: lines.length, columns: used.length, data }, y };
}

/**
 * Numbers as they are, words as their place among the different ones.
 * @param {string[]} cells
 */
function codes(cells) {
  const numbers = Float64Array.from(cells, Number);
  if (!numbers.some(Number.isNaN)) return numbers;
  const words = [...new Set(cells)].sort();
  return Float64Array.from(cells, (cell) => words.indexOf(cell));
}
