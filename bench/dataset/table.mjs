/** Real data: numeric CSV files, standardized once for everyone. */

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { deviation, standardize } from './standardize.mjs';

/**
 * A path from this file.
 * @param {string} relative
 */
const beside = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** TIKHONOV_DATA names the folder; default shared/data beside the repository. */
const folder = process.env.TIKHONOV_DATA ?? beside('../../../shared/data');

/** What the repository itself carries. */
const bundled = beside('../../examples/data');

/** @type {Record<string, { file: string, target: string }>} */
const tables = {
  diabetes: { file: 'tabular/diabetes.csv', target: 'progression' },
  diabetes_lars_x2: { file: 'tabular/diabetes_lars_x2.csv.gz', target: 'y' },
  riboflavin: { file: 'genomics/riboflavin.csv.gz', target: 'y' },
};

/**
 * Where the table of that name lies, or undefined if there is none.
 * @param {string} name
 */
export function findTable(name) {
  const file = tables[name]?.file;
  if (file === undefined) return undefined;
  return [join(bundled, basename(file)), join(folder, file)].find(existsSync);
}

/**
 * Columns other than the target, standardized; constant ones are left out.
 * @param {string} name
 * @returns {import('./synthetic.mjs').Data}
 */
export function readTable(name) {
  const path = /** @type {string} */ (findTable(name));
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header, ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  const cells = lines.map((line) => line.split(',').map(Number));
  const columns = names.map((_, j) => Float64Array.from(cells, (row) => row[j]));
  const target = names.indexOf(tables[name].target);
  const used = columns.filter((column, j) => j !== target && deviation(column) > 0);
  const data = new Float64Array(lines.length * used.length);
  used.forEach((column, j) => {
    data.set(column, j * lines.length);
  });
  standardize(data, lines.length);
  const X = { rows: lines.length, columns: used.length, data };
  return { X, y: columns[target], source: tables[name].file };
}
