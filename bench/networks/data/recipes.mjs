/** Samples of the training cases: drawn from a seed, or the digits that come with the repository. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Random } from '../../dataset/random.mjs';

/**
 * @typedef {object} Samples the first `train` rows train, the others test
 * @property {Float32Array} x row by row
 * @property {Int32Array} y classes from 0
 * @property {number} cols
 * @property {number} train
 * @property {number} classes
 * @property {string} source
 */

/** @type {Record<string, () => Samples>} */
export const recipes = {
  table: () => table({ seed: 31, train: 2000, test: 1000, cols: 20 }),
  gestures: () => gestures({ seed: 32, train: 90, test: 300, cols: 24, classes: 3 }),
  digits8: () => digits((pixels) => pixels, 64),
  digits28: () => digits((pixels) => zoom(pixels, 8, 28), 784),
};

/**
 * Two classes by the sign of two waves over six of the columns each, 1 % of them flipped.
 * @param {{ seed: number, train: number, test: number, cols: number }} size
 * @returns {Samples}
 */
function table({ seed, train, test, cols }) {
  const random = new Random(seed);
  const rows = train + test;
  const waves = Array.from({ length: 2 }, () => Array.from({ length: 6 }, () => random.normal()));
  const x = Float32Array.from({ length: rows * cols }, () => random.normal());
  const y = Int32Array.from({ length: rows }, (_, i) => {
    const [a, b] = waves.map((wave, k) => {
      return wave.reduce((total, w, j) => total + w * x[i * cols + 6 * k + j], 0);
    });
    return Number(a + 0.4 * Math.abs(b) > 0.8 !== random.uniform() < 0.01);
  });
  return { x, y, cols, train, classes: 2, source: `seed ${seed}` };
}

/**
 * Samples around a centre per class, each coordinate by itself.
 * @param {{ seed: number, train: number, test: number, cols: number, classes: number }} size
 * @returns {Samples}
 */
function gestures({ seed, train, test, cols, classes }) {
  const random = new Random(seed);
  const rows = train + test;
  const centres = Float64Array.from({ length: classes * cols }, () => random.normal());
  const y = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const x = Float32Array.from({ length: rows * cols }, (_, at) => {
    const label = y[Math.floor(at / cols)];
    return centres[label * cols + (at % cols)] + random.normal();
  });
  return { x, y, cols, train, classes, source: `seed ${seed}` };
}

/**
 * The 1797 digits of 8 × 8 in a seeded order: 1437 train, 360 test.
 * @param {(pixels: Float64Array) => Float64Array} enlarge
 * @param {number} cols
 * @returns {Samples}
 */
function digits(enlarge, cols) {
  const file = new URL('../../../examples/data/digits_8x8.csv.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1);
  const x = new Float32Array(lines.length * cols);
  const y = new Int32Array(lines.length);
  new Random(33).permutation(lines.length).forEach((line, i) => {
    const cells = lines[line].split(',').map(Number);
    y[i] = cells[64];
    x.set(enlarge(Float64Array.from(cells.slice(0, 64), (value) => value / 16)), i * cols);
  });
  return { x, y, cols, train: 1437, classes: 10, source: 'digits 8 × 8, UCI' };
}

/**
 * A square image at another size, bilinear, corners on corners.
 * @param {Float64Array} pixels
 * @param {number} from
 * @param {number} to
 */
export function zoom(pixels, from, to) {
  const image = new Float64Array(to * to);
  const places = Array.from({ length: to }, (_, i) => (i * (from - 1)) / (to - 1));
  places.forEach((row, i) => {
    places.forEach((col, j) => {
      image[i * to + j] = between(pixels, from, row, col);
    });
  });
  return image;
}

/**
 * @param {Float64Array} pixels
 * @param {number} side
 * @param {number} row
 * @param {number} col
 */
function between(pixels, side, row, col) {
  const top = Math.min(Math.floor(row), side - 2);
  const left = Math.min(Math.floor(col), side - 2);
  const at = top * side + left;
  const along = (/** @type {number} */ k) => {
    return pixels[k] + (col - left) * (pixels[k + 1] - pixels[k]);
  };
  return along(at) + (row - top) * (along(at + side) - along(at));
}
