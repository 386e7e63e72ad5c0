/** Sections about size: how time grows, and what memory a run takes. */

import { slope } from '../scale/slope.mjs';
import { power, prose, table } from './format.mjs';

/**
 * @typedef {{ name: string, slope: number, points: { x: number, ms: number }[] }} Series
 * @typedef {{ name: string, title: string, axis: string, series: Series[] }} Panel
 * @typedef {{ panels: Panel[] }} Scaling
 * @typedef {object} Run
 * @property {string} name
 * @property {string} title
 * @property {string} storage
 * @property {boolean} sparse
 * @property {number} dataBytes
 * @property {number} ratio peak ÷ data
 * @typedef {{ runs: Run[] }} Memory
 * @typedef {object} WallRun
 * @property {string} name
 * @property {number} rows
 * @property {number} columns
 * @property {number} [perColumn] stored entries of a sparse column
 * @property {number} [dataBytes]
 * @property {number} [peakBytes]
 * @property {number} [seconds]
 * @property {number} [gap]
 * @property {string} [refused] the error of a problem that is too large
 * @typedef {{ runs: WallRun[] }} Wall
 */

/** Largest peak of WebAssembly memory as a multiple of the data. */
const limits = { dense: 1.2, sparse: 1.5 };

/** @param {Scaling} scaling */
export function scalingSection({ panels }) {
  const lines = panels.flatMap(({ name, axis, series }) => {
    return series.map((line) => {
      const [first, last] = [line.points[0], line.points.at(-1)].map((point) => point?.x ?? 0);
      const end = slope(line.points.slice(-2));
      const range = `${first} to ${last} ${axis}`;
      return [name, line.name, range, line.slope.toFixed(2), end.toFixed(2)];
    });
  });
  const pictures = panels.map(({ name, title }) => `![${title}](benchmarks/${name}.svg)`);
  return `## How time grows

${prose(
  'CPU time of a path or a cross-validation at a gap of 1e−6, warm, log–log. The slope is the power',
  'with which time grows: 1 is linear. Generated data, λ down to 0.02 λ_max.',
)}

${table(['plot', 'model', 'range', 'slope', 'slope at the large end'], lines)}

${pictures.join('\n\n')}`;
}

/** @param {Memory} memory */
export function memorySection({ runs }) {
  const lines = runs.map(({ name, title, storage, sparse, dataBytes, ratio }) => {
    const limit = sparse ? limits.sparse : limits.dense;
    const verdict = ratio <= limit ? 'met' : '**missed**';
    const megabytes = (dataBytes / 1e6).toFixed(dataBytes < 1e8 ? 1 : 0);
    return [name, title, storage, `${megabytes} MB`, ratio.toFixed(2), `≤ ${limit}`, verdict];
  });
  const header = ['case', 'data', 'storage', 'X and y', 'peak ÷ data', 'target', ''];
  return `## Memory

${prose(
  'Peak of the WebAssembly memory over a whole run, X included, as a multiple of X and y as stored.',
  'Measured in a fresh memory, which never shrinks.',
)}

${table(header, lines)}

${prose(
  'What the peaks are made of, by the block that reserved them. Dense paths: the Gram matrix of the',
  'working set and its Cholesky factor, 8 bytes per pair of columns in the set each, and what lies',
  'free between them as they grow. Beside wide or tall X that is little, but W3 takes in nearly all',
  'of its 2000 columns of 2000 rows, W10 three thousand of 1000 rows, and W7 has a set for each of',
  'ten classes: there they are as large as X. W2-cv holds those of ten folds, W1-cv 16 blocks of',
  'moments, by which any number of threads gets the same bits. Sparse data hold 25 values per column',
  '(W4, W5s) or 10 (movie reviews), 12 bytes each, beside 20 to 25 numbers per column that the solver',
  'keeps, and 8 bytes more for each entry of the set: the 7 % of columns that W5s takes in hold half',
  'of its entries. Tried and kept: sets that grow by an eighth and in their place, factors with rows',
  'for what is not 0, weighted entries that grow by a quarter, what λ_max was read from given back.',
  'What it would take: Gram matrices and factors in float32 (the certificate would bear it, the last',
  'digits of Newton steps not), and fewer vectors over all columns.',
)}`;
}

/** @param {Wall} wall */
export function wallSection({ runs }) {
  const gigabytes = (/** @type {number | undefined} */ bytes) =>
    `${((bytes ?? 0) / 1e9).toFixed(2)} GB`;
  const lines = runs
    .filter(({ refused }) => !refused)
    .map(({ rows, columns, perColumn, dataBytes, peakBytes, seconds, gap }) => [
      `${rows} × ${columns}`,
      perColumn ? `sparse, ${(columns * perColumn) / 1e6} million entries` : 'float32',
      gigabytes(dataBytes),
      gigabytes(peakBytes),
      `${seconds?.toFixed(0)} s`,
      power(gap),
    ]);
  const errors = runs.flatMap(({ refused }) => (refused ? [`- \`${refused}\``] : []));
  const header = ['size', 'storage', 'X and y', 'peak', 'wall clock', 'largest gap'];
  return `## The wall

${prose(
  'One WebAssembly memory ends at 4 GiB, 4.29 GB. These lasso paths of 20 λ down to 0.05 λ_max fit',
  'into it, cell by cell as large as they can be (`node bench/wall.mjs`); they were timed once, from',
  'the call on, on a machine that others were using.',
)}

${table(header, lines)}

What is larger is refused before anything is copied:

${errors.join('\n')}`;
}
