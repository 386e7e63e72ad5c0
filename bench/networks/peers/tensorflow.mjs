/**
 * TensorFlow.js as a subject: Keras layers, `model.fit` with its validation split and early stopping.
 * Argument: cpu or wasm. It has no AdamW: Adam takes its place.
 */

import { dirname } from 'node:path';
import { peerVersion, requirePeer, resolvePeer } from '../subjects/peer.mjs';
import { serve } from '../subjects/serve.mjs';

const backend = process.argv[2] ?? 'cpu';
// Its hints to install the native package would end up among the answers.
console.warn = () => {};
const tf = requirePeer('@tensorflow/tfjs');
const name = '@tensorflow/tfjs-backend-wasm';
if (backend === 'wasm') {
  const wasm = requirePeer(name);
  wasm.setWasmPaths(`${dirname(/** @type {string} */ (resolvePeer(name)))}/`);
  wasm.setThreadsCount(1);
}
await tf.setBackend(backend);
await tf.ready();

/** @param {any} layer of cases/case.mjs @param {object} input the shape, for the first one */
function layerOf({ type, units, filters, kernel, size, rate, ...options }, input) {
  const settings = { ...options, ...input, kernelInitializer: 'heUniform' };
  if (type === 'dense') return tf.layers.dense({ ...settings, units });
  if (type === 'conv2d') return tf.layers.conv2d({ ...settings, filters, kernelSize: kernel });
  if (type === 'maxPool2d') return tf.layers.maxPooling2d({ poolSize: size });
  if (type === 'dropout') return tf.layers.dropout({ rate });
  if (type === 'batchNorm') return tf.layers.batchNormalization({ momentum: 0.9 });
  return type === 'flatten' ? tf.layers.flatten() : tf.layers.activation({ activation: type });
}

/** @param {any} task */
function modelOf({ layers, shape, loss, optimizer }) {
  const last = loss === 'binary' ? { activation: 'sigmoid' } : { activation: 'softmax' };
  const built = layers.map((/** @type {any} */ layer, /** @type {number} */ k) => {
    const ending = k === layers.length - 1 ? last : {};
    return layerOf({ ...layer, ...ending }, k === 0 ? { inputShape: shape } : {});
  });
  const model = tf.sequential({ layers: built });
  const losses = { binary: 'binaryCrossentropy', crossEntropy: 'categoricalCrossentropy' };
  model.compile({
    optimizer: tf.train.adam(optimizer.lr),
    loss: losses[/** @type {keyof typeof losses} */ (loss)],
  });
  return model;
}

/** @type {import('../subjects/serve.mjs').Maker} */
function training(task, { x, y }, { rows: all, cols, train, classes }) {
  const { shape, batchSize, loss } = task;
  const samples = (/** @type {number} */ from, /** @type {number} */ to) => {
    return tf.tensor(x.subarray(from * cols, to * cols), [to - from, ...shape]);
  };
  const targets = (/** @type {number} */ rows) => {
    const labels = Array.from(y.subarray(0, rows));
    if (loss === 'binary') return tf.tensor2d(labels, [rows, 1]);
    return tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat());
  };
  /** @type {any} */
  let model;
  return {
    async run({ epochs, rows }) {
      model?.optimizer.dispose();
      model?.dispose();
      model = modelOf(task);
      const [X, Y] = [samples(0, rows), targets(rows)];
      const callbacks = tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: epochs + 1 });
      const options = { epochs, batchSize, validationSplit: 0.2, verbose: 0, callbacks };
      await model.fit(X, Y, options);
      tf.dispose([X, Y]);
    },
    answer() {
      return tf.tidy(() => {
        const shares = model.predict(samples(train, all), { batchSize: 60 }).dataSync();
        return loss === 'binary' ? shares.map((/** @type {number} */ p) => p - 0.5) : shares;
      });
    },
  };
}

/** @type {import('../subjects/serve.mjs').Maker} */
function product({ form, m, n, k }, arrays) {
  const a = tf.tensor2d(arrays.a, form === 'tn' ? [k, m] : [m, k]);
  const b = tf.tensor2d(arrays.b, form === 'nt' ? [n, k] : [k, n]);
  const multiply = () => tf.matMul(a, b, form === 'tn', form === 'nt');
  return { run: () => multiply().dispose(), answer: () => tf.tidy(() => multiply().dataSync()) };
}

/** @type {import('../subjects/serve.mjs').Maker} */
function exp(_task, arrays) {
  const x = tf.tensor1d(arrays.x);
  return { run: () => tf.exp(x).dispose(), answer: () => tf.tidy(() => tf.exp(x).dataSync()) };
}

await serve({ '@tensorflow/tfjs': peerVersion('@tensorflow/tfjs') }, { training, product, exp });
