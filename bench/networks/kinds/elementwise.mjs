/** Kernels that go through numbers one by one, against the same in f64. */

import { Random } from '../../dataset/random.mjs';
import { largestError } from './kind.mjs';

/** @typedef {import('../cases/case.mjs').Elementwise} Elementwise */

const epsilon = 2 ** -23;

/** What every subject sets: the first step of AdamW. */
export const adam = { lr: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };

/** Share dropped. */
export const rate = 0.5;

/**
 * @param {number} count
 * @param {number} scale
 * @param {number} seed
 */
function uniform(count, scale, seed) {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => scale * (2 * random.uniform() - 1));
}

/**
 * In GB/s, of so many bytes per number.
 * @param {number} bytes
 * @returns {(task: Elementwise) => import('./kind.mjs').Work}
 */
const traffic = (bytes) => {
  return ({ count }) => ({ amount: 1e-9 * bytes * count, unit: 'GB/s' });
};

/** e^x: at most 4 units in the last place off. @type {import('./kind.mjs').Kind<Elementwise>} */
export const exp = {
  given: ({ count }) => ({ arrays: { x: uniform(count, 10, 41) }, source: 'seed 41' }),
  judge({ count }, { arrays }, answer) {
    const error = largestError(answer, count, (i) => {
      const value = Math.exp(arrays.x[i]);
      return Math.abs(answer[i] - value) / (epsilon * value);
    });
    return { accepted: error <= 4, accuracy: null, error };
  },
  work: traffic(8),
};

/**
 * Dropout: every number is 0 or twice itself, about half of them 0 (six standard deviations).
 * @type {import('./kind.mjs').Kind<Elementwise>}
 */
export const dropout = {
  given: ({ count }) => ({ arrays: { x: uniform(count, 1, 42) }, source: 'seed 42' }),
  judge({ count }, { arrays }, answer) {
    let zeros = 0;
    const wrong = largestError(answer, count, (i) => {
      zeros += Number(answer[i] === 0);
      return answer[i] === 0 ? 0 : Math.abs(answer[i] - arrays.x[i] / (1 - rate));
    });
    const share = Math.abs(zeros / count - rate);
    const accepted = wrong === 0 && share < 6 * Math.sqrt((rate * (1 - rate)) / count);
    return { accepted, accuracy: null, error: share };
  },
  work: traffic(8),
};

/**
 * AdamW: the weights after the first step, of which the largest is about 1.
 * @type {import('./kind.mjs').Kind<Elementwise>}
 */
export const adamW = {
  given({ count }) {
    const arrays = { w: uniform(count, 1, 43), g: uniform(count, 1, 44) };
    return { arrays, source: 'seeds 43, 44' };
  },
  judge({ count }, { arrays: { w, g } }, answer) {
    const { lr, epsilon: least, weightDecay } = adam;
    const error = largestError(answer, count, (i) => {
      const moved = (1 - lr * weightDecay) * w[i] - (lr * g[i]) / (Math.abs(g[i]) + least);
      return Math.abs(answer[i] - moved) / epsilon;
    });
    return { accepted: error <= 4, accuracy: null, error };
  },
  work: traffic(28),
};
