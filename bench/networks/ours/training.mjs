/** Trainings by the public names of dist. */

import * as tikhonov from '../../../dist/index.js';

/**
 * @typedef {import('../cases/case.mjs').Training} Training
 * @typedef {import('../cases/case.mjs').Layer} Layer
 */

const { activation, batchNorm, conv2d, dense, dropout, flatten, maxPool2d } = tikhonov;

/** @param {any} layer of cases/case.mjs */
function layerOf({ type, units, filters, kernel, size, rate, ...options }) {
  if (type === 'dense') return dense(units, options);
  if (type === 'conv2d') return conv2d(filters, kernel, options);
  if (type === 'maxPool2d') return maxPool2d(size);
  if (type === 'dropout') return dropout(rate);
  if (type === 'batchNorm') return batchNorm();
  return type === 'flatten' ? flatten() : activation(type);
}

/** @type {import('../subjects/serve.mjs').Maker} */
export function training(task, { x, y }, { rows: all, cols, train }) {
  const net = tikhonov.sequential(task.layers.map(layerOf), { inputShape: task.shape });
  const { type, ...rates } = task.optimizer;
  const optimizer = type === 'adam' ? tikhonov.adam(rates) : tikhonov.adamW(rates);
  const { batchSize, loss } = task;
  /** @type {any} */
  let fitted;
  return {
    async run({ epochs, rows }) {
      const X = { data: x.subarray(0, rows * cols), rows, cols };
      fitted = await net.fit(X, y.subarray(0, rows), {
        ...{ epochs, batchSize, optimizer, seed: 7, validation: 0.2 },
        loss: tikhonov.loss[loss](),
        earlyStopping: { patience: epochs + 1 },
      });
    },
    answer() {
      const test = { data: x.subarray(train * cols), rows: all - train, cols };
      return Float32Array.from(fitted.scores(test).data);
    },
  };
}
