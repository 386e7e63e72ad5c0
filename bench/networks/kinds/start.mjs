/** What a fresh process waits for: its subjects start one for every run, and tell its seconds. */

import { Random } from '../../dataset/random.mjs';
import { largestError } from './kind.mjs';
import { product } from './product.mjs';

/** @typedef {import('../cases/case.mjs').Start} Start */

const rows = 8;
/** Inputs, units with a relu, outputs. */
export const sizes = [24, 16, 3];
const [inputs, units, outputs] = sizes;

/** The product whose speed is watched. */
export const cube = { type: 'f32', form: 'nn', m: 64, n: 64, k: 64 };

/** Rounding of 24 terms, then of 16. */
const enough = 1e-5;

/** In starts per second. @type {(task: Start) => import('./kind.mjs').Work} */
const work = () => ({ amount: 1, unit: 'starts/s' });

/** The scores of a network without biases. @type {import('./kind.mjs').Kind<Start>} */
export const startUp = {
  isFresh: true,
  given() {
    const random = new Random(51);
    const draw = (/** @type {number} */ length) => {
      return Float32Array.from({ length }, () => 2 * random.uniform() - 1);
    };
    const arrays = { x: draw(rows * inputs), w: draw(inputs * units), v: draw(units * outputs) };
    return { arrays, source: 'seed 51' };
  },
  judge(_task, { arrays: { x, w, v } }, answer) {
    const error = largestError(answer, rows * outputs, (at) => {
      const [i, k] = [Math.floor(at / outputs), at % outputs];
      let score = 0;
      for (let j = 0; j < units; j++) {
        let sum = 0;
        for (let t = 0; t < inputs; t++) sum += x[i * inputs + t] * w[t * units + j];
        score += Math.max(sum, 0) * v[j * outputs + k];
      }
      return Math.abs(answer[at] - score);
    });
    return { accepted: error <= enough, accuracy: null, error };
  },
  work,
};

/** A product of the kernels that were watched. @type {import('./kind.mjs').Kind<Start>} */
export const tierUp = {
  isFresh: true,
  given: () => product.given(cube),
  judge: (_task, given, answer) => product.judge(cube, given, answer),
  work,
};
