/** Arrays of numbers between the runner and the subjects: files of raw numbers and their types. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {Float32Array | Float64Array | Int32Array} Numbers
 * @typedef {{ file: string, type: 'f32' | 'f64' | 'i32' }} Place
 */

const types = { f32: Float32Array, f64: Float64Array, i32: Int32Array };

/** @param {Numbers} values */
export function typeOf(values) {
  if (values instanceof Int32Array) return 'i32';
  return values instanceof Float32Array ? 'f32' : 'f64';
}

/**
 * @param {string} file
 * @param {Numbers} values
 * @returns {Place}
 */
export function writeNumbers(file, values) {
  writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return { file, type: typeOf(values) };
}

/** @param {Place} place @returns {any} */
export function readNumbers({ file, type }) {
  const bytes = readFileSync(file);
  return new types[type](bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** The folder of a case's arrays. @param {string} name */
export function folderOf(name) {
  const folder = fileURLToPath(new URL(`../../data/networks/${name}`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * @param {string} folder
 * @param {Record<string, Numbers>} arrays
 * @returns {Record<string, Place>}
 */
export function writeArrays(folder, arrays) {
  const entries = Object.entries(arrays);
  return Object.fromEntries(
    entries.map(([name, values]) => [name, writeNumbers(join(folder, `${name}.bin`), values)]),
  );
}
