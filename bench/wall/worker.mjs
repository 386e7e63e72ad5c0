/** One run in a fresh memory; standard input says of which size, standard output what came of it. */

import { readFileSync } from 'node:fs';
import { init, Lasso, Matrix, path, SparseMatrix } from '../../dist/index.js';

/** @typedef {import('../../dist/index.js').MatrixLike} MatrixLike */

/** @type {import('../wall.mjs').Size} */
const size = JSON.parse(readFileSync(0, 'utf8'));

/** Numbers in [−1, 1) of a 32-bit linear congruential sequence. */
let state = 1;
function next() {
  state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return state / 2 ** 31;
}

/** Columns whose response is drawn with them: every tenth of the first hundred has a coefficient. */
const effect = (/** @type {number} */ j) => (j < 100 && j % 10 === 0 ? 1 - j / 200 : 0);

/** float32 cells, written where the fit reads them: a copy would need as much again. */
function dense() {
  const { rows, columns } = size;
  const X = Matrix.zeros(rows, columns, { dtype: 'float32' });
  const y = Float64Array.from({ length: rows }, next);
  for (let j = 0; j < columns; j++) {
    const column = X.data.subarray(j * rows, (j + 1) * rows);
    for (let i = 0; i < rows; i++) column[i] = next();
    if (effect(j) !== 0) for (let i = 0; i < rows; i++) y[i] += effect(j) * column[i];
  }
  return { X, y, dataBytes: 4 * rows * columns + 8 * rows };
}

/** Entries at about equal distances, in ordinary arrays: a fit copies them in. */
function sparse() {
  const { rows, columns, perColumn = 1 } = size;
  const count = columns * perColumn;
  const data = new Float64Array(count);
  const indices = new Int32Array(count);
  const y = Float64Array.from({ length: rows }, () => next() / 100);
  const span = Math.floor(rows / perColumn);
  for (let k = 0; k < count; k++) {
    const place = k % perColumn;
    indices[k] = place * span + Math.floor(((next() + 1) / 2) * span);
    data[k] = next();
    const b = k < 100 * perColumn ? effect((k - place) / perColumn) : 0;
    if (b !== 0) y[indices[k]] += b * data[k];
  }
  const indptr = Int32Array.from({ length: columns + 1 }, (_, j) => j * perColumn);
  const X = new SparseMatrix({ format: 'csc', data, indices, indptr, rows, cols: columns });
  return { X, y, dataBytes: 12 * count + 4 * (columns + 1) + 8 * rows };
}

const runtime = await init();
try {
  const { X, y, dataBytes } = size.perColumn ? sparse() : dense();
  const start = performance.now();
  const result = await path(new Lasso(), X, y, { nLambda: 20, lambdaMinRatio: 0.05 });
  const seconds = (performance.now() - start) / 1000;
  const gap = Math.max(...result.certificates.map(({ relative }) => relative));
  const ok = result.certificates.every((certificate) => certificate.ok);
  const peakBytes = runtime.memory.size;
  const df = result.model(result.lambdas.length - 1).df;
  process.stdout.write(JSON.stringify({ dataBytes, peakBytes, seconds, gap, ok, df }));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stdout.write(JSON.stringify({ refused: error.message }));
}
