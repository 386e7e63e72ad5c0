import { readFileSync } from 'node:fs';

/**
 * Coefficients as a subject writes them (see subjects/subject.mjs).
 * @param {string} file
 * @param {{ count: number, nonzeros: number }} shape
 * @returns {import('../judge.mjs').Solution}
 */
export function readSolution(file, { count, nonzeros }) {
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const floats = 8 * (count + nonzeros);
  return {
    intercepts: new Float64Array(buffer, 0, count),
    values: new Float64Array(buffer, 8 * count, nonzeros),
    pointers: new Int32Array(buffer, floats, count + 1),
    indices: new Int32Array(buffer, floats + 4 * (count + 1), nonzeros),
  };
}
