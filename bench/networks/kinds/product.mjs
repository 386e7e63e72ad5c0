/** Products: every number is compared with its sum in f64, and may be off by what rounding explains. */

import { Random } from '../../dataset/random.mjs';
import { largestError } from './kind.mjs';

/** @typedef {import('../cases/case.mjs').Product} Product */

const epsilons = { f32: 2 ** -23, f64: 2 ** -52 };
const types = { f32: Float32Array, f64: Float64Array };

/** @type {import('./kind.mjs').Kind<Product>} */
export const product = {
  given({ type, m, n, k }) {
    const seed = m + 3 * n + 5 * k;
    const random = new Random(seed);
    const draw = (/** @type {number} */ length) => {
      return types[type].from({ length }, () => 2 * random.uniform() - 1);
    };
    return { arrays: { a: draw(m * k), b: draw(k * n) }, source: `seed ${seed}` };
  },
  judge(task, { arrays }, answer) {
    const error = errorOf(task, arrays, answer);
    return { accepted: error <= 1, accuracy: null, error };
  },
  work: ({ m, n, k }) => ({ amount: 2e-9 * m * n * k, unit: 'GFLOPS' }),
};

/**
 * The largest error ÷ (ε (4 + √k) Σ|a||b|), over about 20 000 numbers of C or all it has: sums in
 * any order stay far below 1, and a term that is missing or wrong is far above.
 * @param {Product} task
 * @param {Record<string, import('./kind.mjs').Numbers>} arrays
 * @param {import('./kind.mjs').Numbers} answer
 */
function errorOf({ type, form, m, n, k }, { a, b }, answer) {
  if (answer.length !== m * n) return Number.POSITIVE_INFINITY;
  const stride = Math.max(1, Math.floor((m * n) / 20_000));
  const [rowA, termA] = form === 'tn' ? [1, m] : [k, 1];
  const [colB, termB] = form === 'nt' ? [k, 1] : [1, n];
  return largestError(answer, answer.length, (at) => {
    if (!Number.isFinite(answer[at])) return Number.POSITIVE_INFINITY;
    if (at % stride !== 0) return 0;
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    let size = 0;
    for (let t = 0; t < k; t++) {
      const term = a[i * rowA + t * termA] * b[j * colB + t * termB];
      sum += term;
      size += Math.abs(term);
    }
    return Math.abs(answer[at] - sum) / (epsilons[type] * (4 + Math.sqrt(k)) * size);
  });
}
