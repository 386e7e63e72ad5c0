/**
 * This package as a subject: the public names of dist, nothing else. Arguments: float64 or float32,
 * how a dense X is stored; the number of threads.
 */

import { readFileSync } from 'node:fs';
import { crossValidate, init, path } from '../../dist/index.js';
import { selectRows } from '../columns.mjs';
import { estimatorOf } from './estimatorOf.mjs';
import { serve } from './nodeWorker.mjs';
import { resident } from './resident.mjs';

/**
 * @typedef {import('../judge.mjs').Problem} Problem
 */

const [storage = 'float64', threads = '1'] = process.argv.slice(2);
// Without threads to ask for everything stays as a user finds it.
if (threads !== '1') await init({ threads: Number(threads) });

/** @type {Problem} */
let problem;
/** @type {any} */
let X;
/** @type {Int32Array | null} */
let folds;
let leaveOneOut = false;

/** @param {any} fitted */
function solution(fitted) {
  const { data, indices, indptr } = fitted.coefs();
  const several = (problem.outputs ?? 1) > 1;
  const intercepts = several
    ? Array.from(fitted.lambdas, (_, l) => Array.from(fitted.model(l).intercepts)).flat()
    : fitted.intercepts;
  return {
    intercepts: Float64Array.from(intercepts),
    values: Float64Array.from(data),
    indices: Int32Array.from(indices),
    pointers: Int32Array.from(indptr),
  };
}

/** @param {number} tol */
async function run(tol) {
  const { y, lambdas } = problem;
  if (folds === null) {
    const fitted = await path(estimatorOf(problem, tol), X, y, { lambdas, leaveOneOut });
    return { path: () => solution(fitted), curve: fitted.leaveOneOut };
  }
  const result = await crossValidate(estimatorOf(problem, tol), X, y, {
    lambdas,
    folds,
    keep: false,
  });
  return { path: () => solution(result.path), curve: result.curve.mean };
}

/**
 * A path on copied rows per fold: none of the machinery of crossValidate.
 * @param {Int32Array} fold
 * @param {number} tol
 */
async function foldPaths(fold, tol) {
  const fits = [];
  for (let k = 0; k <= Math.max(...new Set(fold)); k++) {
    const rows = resident(selectRows(problem.X, (i) => fold[i] !== k));
    const y = problem.y.filter((_, i) => fold[i] !== k);
    const fitted = await path(estimatorOf(problem, tol), rows, y, { lambdas: problem.lambdas });
    fits.push(solution(fitted));
  }
  return fits;
}

const manifest = new URL('../../package.json', import.meta.url);

await serve({
  versions: { tikhonov: JSON.parse(readFileSync(manifest, 'utf8')).version },
  load(given, fold, kind) {
    problem = given;
    folds = fold;
    leaveOneOut = kind === 'loo';
    X = resident(given.X, storage);
  },
  run,
  folds: (tol) => foldPaths(/** @type {Int32Array} */ (folds), tol),
});
