/** Loops as one would write them in JavaScript. */

import { adam, rate } from '../kinds/elementwise.mjs';
import { serve } from '../subjects/serve.mjs';

/** @type {import('../subjects/serve.mjs').Maker} */
function exp({ count }, { x }) {
  const y = new Float32Array(count);
  const run = () => {
    for (let i = 0; i < count; i++) y[i] = Math.exp(x[i]);
  };
  return { run, answer: () => y };
}

/** @type {import('../subjects/serve.mjs').Maker} */
function dropout({ count }, { x }) {
  const scale = 1 / (1 - rate);
  const [factors, y] = [new Float32Array(count), new Float32Array(count)];
  const run = () => {
    for (let i = 0; i < count; i++) {
      factors[i] = Math.random() < rate ? 0 : scale;
      y[i] = factors[i] * x[i];
    }
  };
  return { run, answer: () => y };
}

/** @type {import('../subjects/serve.mjs').Maker} */
function adamW({ count }, arrays) {
  const { lr, beta1, beta2, epsilon, weightDecay } = adam;
  const { g } = arrays;
  const w = arrays.w.slice();
  const [mean, square] = [new Float32Array(count), new Float32Array(count)];
  let [power1, power2] = [1, 1];
  const run = () => {
    power1 *= beta1;
    power2 *= beta2;
    const step = lr / (1 - power1);
    const root = 1 / Math.sqrt(1 - power2);
    for (let i = 0; i < count; i++) {
      mean[i] = beta1 * mean[i] + (1 - beta1) * g[i];
      square[i] = beta2 * square[i] + (1 - beta2) * g[i] * g[i];
      const size = Math.sqrt(square[i]) * root + epsilon;
      w[i] = (1 - lr * weightDecay) * w[i] - (step * mean[i]) / size;
    }
  };
  const answer = () => {
    w.set(arrays.w);
    mean.fill(0);
    square.fill(0);
    power1 = 1;
    power2 = 1;
    run();
    return w;
  };
  return { run, answer };
}

await serve({}, { exp, dropout, adamW });
