/** scikitjs as a subject: one training per λ, which is all its interface offers. */

import { serve } from './nodeWorker.mjs';
import { peerVersion, requirePeer } from './peer.mjs';

const tensorflow = requirePeer('@tensorflow/tfjs');
const scikit = requirePeer('scikitjs');
scikit.setBackend(tensorflow);

/** @typedef {import('../judge.mjs').Problem} Problem */

/** @type {Problem} */
let problem;
/** @type {number[][]} */
let rows;

/**
 * Its loss is mean(r²) + alpha ‖w‖₁, twice ours at alpha = 2 λ.
 * @param {number} lambda
 * @returns {Promise<number[]>} intercept, then coefficients
 */
async function train(lambda) {
  const model = new scikit.LassoRegression({ alpha: 2 * lambda, fitIntercept: true });
  await model.fit(rows, Array.from(problem.y));
  const intercept = model.intercept.arraySync?.() ?? model.intercept;
  return [intercept, ...model.coef.arraySync()];
}

/** @param {number[][]} fits */
function solution(fits) {
  /** @type {number[]} */
  const indices = [];
  /** @type {number[]} */
  const values = [];
  const pointers = [0];
  for (const [, ...coefficients] of fits) {
    coefficients.forEach((value, j) => {
      if (value === 0) return;
      indices.push(j);
      values.push(value);
    });
    pointers.push(values.length);
  }
  return {
    intercepts: Float64Array.from(fits, ([intercept]) => intercept),
    values: Float64Array.from(values),
    indices: Int32Array.from(indices),
    pointers: Int32Array.from(pointers),
  };
}

await serve({
  versions: {
    scikitjs: peerVersion('scikitjs'),
    '@tensorflow/tfjs': peerVersion('@tensorflow/tfjs'),
  },
  load(given) {
    problem = given;
    const { X } = given;
    if (!('data' in X)) throw new TypeError('scikitjs takes dense data only');
    rows = Array.from({ length: X.rows }, (_, i) => {
      return Array.from({ length: X.columns }, (_, j) => X.data[j * X.rows + i]);
    });
  },
  async run() {
    /** @type {number[][]} */
    const fits = [];
    for (const lambda of problem.lambdas) fits.push(await train(lambda));
    return { path: () => solution(fits) };
  },
});
