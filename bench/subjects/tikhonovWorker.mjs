/**
 * This package as a subject: the public names of dist, nothing else. Arguments: float64 or float32,
 * how a dense X is stored; the number of threads.
 */

import { readFileSync } from 'node:fs';
import {
  crossValidate,
  ElasticNet,
  GLM,
  groupLasso,
  init,
  Lasso,
  LogisticRegression,
  Matrix,
  path,
  Ridge,
  SparseMatrix,
} from '../../dist/index.js';
import { selectRows } from '../columns.mjs';
import { serve } from './nodeWorker.mjs';

/**
 * @typedef {import('../columns.mjs').Design} Design
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

/**
 * The matrix in the package's own memory, so that fits copy nothing.
 * @param {Design} design
 */
function resident(design) {
  const { rows, columns: cols } = design;
  if ('data' in design) {
    const data = storage === 'float32' ? Float32Array.from(design.data) : design.data;
    return Matrix.from({ data, rows, cols, order: 'col' });
  }
  const { values: data, indices, pointers: indptr } = design;
  return new SparseMatrix({ format: 'csc', data, indices, indptr, rows, cols });
}

/** @param {number} tol */
function estimator(tol) {
  const { l1Ratio, family, groupSize } = problem;
  const shared = { standardize: false, tol };
  if (groupSize !== undefined) {
    const groups = Int32Array.from({ length: problem.X.columns }, (_, j) => {
      return Math.floor(j / groupSize);
    });
    return new GLM({ ...shared, penalty: groupLasso({ groups }) });
  }
  if (family === 'binomial' || family === 'multinomial') {
    return new LogisticRegression({ ...shared, l1Ratio });
  }
  if (family === 'poisson') return new GLM({ ...shared, family, l1Ratio });
  if (l1Ratio === 1) return new Lasso(shared);
  if (l1Ratio === 0) return new Ridge(shared);
  return new ElasticNet({ ...shared, l1Ratio });
}

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
    const fitted = await path(estimator(tol), X, y, { lambdas });
    return { path: () => solution(fitted) };
  }
  const result = await crossValidate(estimator(tol), X, y, { lambdas, folds, keep: false });
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
    const fitted = await path(estimator(tol), rows, y, { lambdas: problem.lambdas });
    fits.push(solution(fitted));
  }
  return fits;
}

const manifest = new URL('../../package.json', import.meta.url);

await serve({
  versions: { tikhonov: JSON.parse(readFileSync(manifest, 'utf8')).version },
  load(given, fold) {
    problem = given;
    folds = fold;
    X = resident(given.X);
  },
  run,
  folds: (tol) => foldPaths(/** @type {Int32Array} */ (folds), tol),
});
