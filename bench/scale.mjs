/**
 * How our time grows with rows, columns, stored values, λ and folds: `node bench/scale.mjs`.
 * Writes bench/results/scaling.json, which report.mjs draws.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { crossValidate, Lasso, LogisticRegression, path } from '../dist/index.js';
import { describeMachine } from './machine.mjs';
import { median } from './median.mjs';
import { draw } from './scale/draw.mjs';
import { panels } from './scale/panels.mjs';
import { slope } from './scale/slope.mjs';
import { resident } from './subjects/resident.mjs';

/** @typedef {import('./scale/panels.mjs').Size} Size */

/** Interleaved rounds after the one that warms up. */
const ROUNDS = 3;

/** @param {Size} size */
function prepare(size) {
  const { X, y } = draw(size);
  const matrix = resident(X);
  const model = new (size.model === 'lasso' ? Lasso : LogisticRegression)({ standardize: false });
  const grid = { nLambda: size.lambdas, lambdaMinRatio: 0.02 };
  const { folds } = size;
  const once = () => {
    if (folds === 0) return path(/** @type {any} */ (model), matrix, y, grid);
    return crossValidate(/** @type {any} */ (model), matrix, y, { ...grid, folds, keep: false });
  };
  const stored = 'data' in X ? X.data.length : X.values.length;
  return { size, stored, once, times: /** @type {number[]} */ ([]) };
}

/** @param {ReturnType<typeof prepare>} problem */
async function sample({ once, times }) {
  globalThis.gc?.();
  const start = process.cpuUsage();
  await once();
  const { user, system } = process.cpuUsage(start);
  times.push((user + system) / 1000);
}

/** @param {import('./scale/panels.mjs').Panel} panel */
async function measurePanel({ name, title, axis, x, series }) {
  const lines = [];
  for (const { name: line, sizes } of series) {
    const problems = sizes.map(prepare);
    for (let round = 0; round <= ROUNDS; round++) for (const each of problems) await sample(each);
    const points = problems.map(({ size, stored, times }) => {
      return { x: x(size, stored), ms: median(times.slice(1)) };
    });
    const found = { name: line, slope: slope(points), points };
    process.stderr.write(`${name}, ${line}: slope ${found.slope.toFixed(2)}\n`);
    lines.push(found);
  }
  return { name, title, axis, series: lines };
}

const machine = describeMachine();
const measured = [];
for (const panel of panels) measured.push(await measurePanel(panel));
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const text = JSON.stringify({ machine, panels: measured }, null, 1);
writeFileSync(new URL('scaling.json', folder), `${text}\n`);
