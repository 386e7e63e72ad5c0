/** Make sure the data of a case lie in bench/data, with its λ grid and folds. */

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from '../python.mjs';
import { assignFolds, lambdaGrid, largestLambda } from './grid.mjs';
import { readDesign, readFloats, readMeta, writeData, writeValues } from './store.mjs';
import { recipes, synthesize } from './synthetic.mjs';
import { findTable, readTable } from './table.mjs';

/**
 * @typedef {import('../cases/case.mjs').Case} Case
 * @typedef {object} Prepared what a subject is told: where the data lie and what to solve
 * @property {string} folder
 * @property {import('./store.mjs').Meta} meta
 * @property {string} lambdas file of the grid, float64
 * @property {string | null} folds file of the fold of each row, int32, 0 … K−1
 * @property {import('../judge.mjs').Problem} problem the same for the judge
 * @property {Int32Array | null} foldOfRow
 */

const root = fileURLToPath(new URL('../data', import.meta.url));

/**
 * Can the data of this case be had here?
 * @param {Case} benchmark
 */
export const hasData = ({ data }) => data in recipes || findTable(data) !== undefined;

/**
 * Draw or read the data.
 * @param {string} name
 * @param {string} folder
 */
function makeData(name, folder) {
  const python = name in recipes ? findPython('numpy') : undefined;
  if (python === undefined) {
    writeData(folder, name in recipes ? synthesize(name) : readTable(name));
    return;
  }
  mkdirSync(folder, { recursive: true });
  const script = fileURLToPath(new URL('./generate.py', import.meta.url));
  execFileSync(python, [script, name, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * @param {Case} benchmark
 * @returns {Prepared}
 */
export function prepare(benchmark) {
  const folder = join(root, benchmark.data);
  if (readMeta(folder) === undefined) makeData(benchmark.data, folder);
  const meta = /** @type {import('./store.mjs').Meta} */ (readMeta(folder));
  const X = readDesign(folder, meta);
  const y = readFloats(folder, 'y.bin');
  const { grid, name, l1Ratio, family, groupSize } = benchmark;
  const outputs = family === 'multinomial' ? 1 + y.reduce((a, b) => Math.max(a, b)) : 1;
  const posed = { X, y, l1Ratio, family, outputs, groupSize };
  const lambdas = lambdaGrid(largestLambda(posed), grid);
  writeValues(folder, `lambdas-${name}.bin`, lambdas);
  const foldOfRow = benchmark.folds ? assignFolds(meta.rows, benchmark.folds) : null;
  if (foldOfRow) writeValues(folder, `folds-${name}.bin`, foldOfRow);
  return {
    folder,
    meta,
    lambdas: join(folder, `lambdas-${name}.bin`),
    folds: foldOfRow && join(folder, `folds-${name}.bin`),
    problem: { ...posed, lambdas },
    foldOfRow,
  };
}
