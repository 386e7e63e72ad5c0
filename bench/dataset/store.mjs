/** Data on disk, as generate.py writes them and every subject reads them. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {import('../columns.mjs').Design} Design
 * @typedef {object} Meta
 * @property {number} rows
 * @property {number} columns
 * @property {boolean} sparse
 * @property {number} nonzeros stored values
 * @property {string} source who made the data
 */

/**
 * @param {string} folder
 * @param {string} name
 */
const readBytes = (folder, name) => {
  const bytes = readFileSync(join(folder, name));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

/**
 * @param {string} folder
 * @param {string} name
 */
export const readFloats = (folder, name) => new Float64Array(readBytes(folder, name));

/**
 * @param {string} folder
 * @param {string} name
 */
export const readIntegers = (folder, name) => new Int32Array(readBytes(folder, name));

/**
 * @param {string} folder
 * @param {string} name
 * @param {Float64Array | Int32Array} values
 */
export function writeValues(folder, name, values) {
  writeFileSync(
    join(folder, name),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
}

/**
 * What the folder holds, or undefined if it was never completed.
 * @param {string} folder
 * @returns {Meta | undefined}
 */
export function readMeta(folder) {
  const path = join(folder, 'meta.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * @param {string} folder
 * @param {Meta} meta
 * @returns {Design}
 */
export function readDesign(folder, { rows, columns, sparse }) {
  if (!sparse) return { rows, columns, data: readFloats(folder, 'X.bin') };
  return {
    rows,
    columns,
    values: readFloats(folder, 'values.bin'),
    indices: readIntegers(folder, 'indices.bin'),
    pointers: readIntegers(folder, 'pointers.bin'),
  };
}

/**
 * meta.json comes last: it marks the folder as complete.
 * @param {string} folder
 * @param {import('./synthetic.mjs').Data} data
 */
export function writeData(folder, { X, y, source }) {
  mkdirSync(folder, { recursive: true });
  const sparse = !('data' in X);
  if (sparse) {
    writeValues(folder, 'values.bin', X.values);
    writeValues(folder, 'indices.bin', X.indices);
    writeValues(folder, 'pointers.bin', X.pointers);
  } else {
    writeValues(folder, 'X.bin', X.data);
  }
  writeValues(folder, 'y.bin', y);
  const nonzeros = sparse ? X.values.length : X.data.length;
  const meta = { rows: X.rows, columns: X.columns, sparse, nonzeros, source };
  writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
}
