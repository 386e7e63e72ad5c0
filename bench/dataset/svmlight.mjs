/** Texts and other sparse data in svmlight's format, as columns. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * How rows of counts become rows of numbers of length 1: 'tf-idf' multiplies a count by
 * 1 + log((1 + n) / (1 + documents with the word)), 'length' does not.
 * @typedef {'tf-idf' | 'length'} Weighting
 */

/**
 * Label and entries of one line: `label column:value column:value …`, columns from 1.
 * @param {string} line
 */
function parseRow(line) {
  const [label, ...cells] = line.split(' ');
  const entries = cells.map((cell) => {
    const at = cell.indexOf(':');
    return { column: Number(cell.slice(0, at)) - 1, value: Number(cell.slice(at + 1)) };
  });
  return { label: Number(label), entries };
}

/** @typedef {ReturnType<typeof parseRow>} Row */

/**
 * Rows weighted and scaled to length 1, in place.
 * @param {Row[]} rows
 * @param {Int32Array} frequency rows that have the column
 * @param {Weighting} weighting
 */
function weigh(rows, frequency, weighting) {
  for (const { entries } of rows) {
    for (const entry of entries) {
      const rarity = Math.log((1 + rows.length) / (1 + frequency[entry.column]));
      if (weighting === 'tf-idf') entry.value *= 1 + rarity;
    }
    const length = Math.hypot(...entries.map(({ value }) => value));
    for (const entry of entries) entry.value /= length || 1;
  }
}

/**
 * Columns without entries are left out.
 * @param {string} path of a .svm.gz
 * @param {Weighting} weighting
 * @returns {import('./synthetic.mjs').Drawn}
 */
export function readSvmlight(path, weighting) {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  const rows = text.trimEnd().split('\n').map(parseRow);
  const width = rows.reduce(
    (most, { entries }) => Math.max(most, 1 + (entries.at(-1)?.column ?? 0)),
    0,
  );
  const frequency = new Int32Array(width);
  for (const { entries } of rows) for (const { column } of entries) frequency[column]++;
  weigh(rows, frequency, weighting);
  return { X: toColumns(rows, frequency), y: Float64Array.from(rows, ({ label }) => label) };
}

/**
 * @param {Row[]} rows
 * @param {Int32Array} frequency
 */
function toColumns(rows, frequency) {
  const place = new Int32Array(frequency.length).fill(-1);
  const starts = [0];
  frequency.forEach((count, j) => {
    if (count === 0) return;
    place[j] = starts.length - 1;
    starts.push(starts[starts.length - 1] + count);
  });
  const pointers = Int32Array.from(starts);
  const next = pointers.slice();
  const values = new Float64Array(starts[starts.length - 1]);
  const indices = new Int32Array(values.length);
  rows.forEach(({ entries }, i) => {
    for (const { column, value } of entries) {
      const at = next[place[column]]++;
      indices[at] = i;
      values[at] = value;
    }
  });
  return { rows: rows.length, columns: starts.length - 1, values, indices, pointers };
}
