import { readFileSync } from 'node:fs';

/**
 * Numbers of λ, coefficients and outputs.
 * @typedef {{ count: number, nonzeros: number, outputs: number }} Shape
 */

/**
 * Coefficients as a subject writes them (see subjects/subject.mjs).
 * @param {string} file
 * @param {Shape} shape
 * @returns {import('../judge.mjs').Solution}
 */
export function readSolution(file, { count, nonzeros, outputs }) {
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const intercepts = count * outputs;
  const floats = 8 * (intercepts + nonzeros);
  return {
    intercepts: new Float64Array(buffer, 0, intercepts),
    values: new Float64Array(buffer, 8 * intercepts, nonzeros),
    pointers: new Int32Array(buffer, floats, count + 1),
    indices: new Int32Array(buffer, floats + 4 * (count + 1), nonzeros),
  };
}
