/**
 * Networks in jax-js as pure functions of trees of arrays. An array that is passed on is used up:
 * `.ref` keeps it for another use.
 */

import { requirePeer } from '../subjects/peer.mjs';

const { numpy: np, lax, nn, random } = requirePeer('@jax-js/jax');

/** @typedef {any} Tree */

const EPSILON = 1e-5;

/** Uniform on ±√(6 ÷ inputs). @param {number[]} shape @param {number} inputs */
function draw(shape, inputs) {
  const limit = Math.sqrt(6 / inputs);
  const length = shape.reduce((a, b) => a * b);
  return np
    .array(Float32Array.from({ length }, () => limit * (2 * Math.random() - 1)))
    .reshape(shape);
}

/**
 * Parameters and running statistics of a layer, and the shape of what it returns.
 * @param {any} layer
 * @param {number[]} shape
 */
function begin(layer, shape) {
  const { type, units, filters, kernel, size } = layer;
  const [rows, cols, channels] = shape;
  if (type === 'dense') {
    const weights = { w: draw([rows, units], rows), b: np.zeros([units]) };
    return { weights, state: {}, shape: [units] };
  }
  if (type === 'conv2d') {
    const w = draw([filters, channels, kernel, kernel], channels * kernel * kernel);
    const b = np.zeros([1, filters, 1, 1]);
    const lost = kernel - 1;
    return { weights: { w, b }, state: {}, shape: [rows - lost, cols - lost, filters] };
  }
  if (type === 'batchNorm') {
    const weights = { scale: np.ones([rows]), shift: np.zeros([rows]) };
    return { weights, state: { mean: np.zeros([rows]), variance: np.ones([rows]) }, shape };
  }
  if (type === 'maxPool2d') {
    const side = (/** @type {number} */ length) => Math.floor(length / size);
    return { weights: {}, state: {}, shape: [side(rows), side(cols), channels] };
  }
  const flat = type === 'flatten' ? [rows * cols * channels] : shape;
  return { weights: {}, state: {}, shape: flat };
}

/** @param {any} task of cases/case.mjs */
export function initial({ layers, shape }) {
  /** @type {Tree[]} */
  const params = [];
  /** @type {Tree[]} */
  const states = [];
  let next = shape;
  for (const layer of layers) {
    const begun = begin(layer, next);
    params.push(begun.weights);
    states.push(begun.state);
    next = begun.shape;
  }
  return { params, states };
}

/** @param {Tree} x @param {Tree} weights @param {Tree} state @param {boolean} isTraining */
function normalize(x, { scale, shift }, state, isTraining) {
  if (!isTraining) {
    const spread = np.sqrt(state.variance.add(EPSILON));
    return { y: x.sub(state.mean).div(spread).mul(scale).add(shift), state: {} };
  }
  const mean = np.mean(x.ref, 0);
  const centred = x.sub(mean.ref);
  const variance = np.mean(np.square(centred.ref), 0);
  const y = centred
    .div(np.sqrt(variance.ref.add(EPSILON)))
    .mul(scale)
    .add(shift);
  const next = {
    mean: state.mean.mul(0.9).add(lax.stopGradient(mean).mul(0.1)),
    variance: state.variance.mul(0.9).add(lax.stopGradient(variance).mul(0.1)),
  };
  return { y, state: next };
}

/** @param {Tree} x @param {number} rate @param {Tree} key */
function drop(x, rate, key) {
  const kept = random.bernoulli(key, 1 - rate, x.shape);
  return np.where(kept, x.mul(1 / (1 - rate)), 0);
}

/**
 * One layer.
 * @param {any} layer @param {Tree} x @param {Tree} weights @param {Tree} state
 * @param {Tree[] | undefined} keys of the random numbers still to come; none outside of training
 */
function apply(layer, x, weights, state, keys) {
  const { type, size, rate, activation } = layer;
  const end = (/** @type {Tree} */ y) => ({ y: activation === 'relu' ? nn.relu(y) : y, state });
  if (type === 'dense') return end(np.matmul(x, weights.w).add(weights.b));
  if (type === 'conv2d')
    return end(lax.convGeneralDilated(x, weights.w, [1, 1], 'VALID').add(weights.b));
  if (type === 'maxPool2d')
    return end(
      lax.reduceWindow(x, (/** @type {Tree} */ v) => np.max(v), [size, size], [size, size]),
    );
  if (type === 'batchNorm') return normalize(x, weights, state, keys !== undefined);
  if (type === 'relu') return { y: nn.relu(x), state };
  if (type === 'flatten') return { y: x.reshape([x.shape[0], x.size / x.shape[0]]), state };
  return { y: keys ? drop(x, rate, keys.shift()) : x, state };
}

/**
 * Scores, and the running statistics after the batch.
 * @param {any[]} layers @param {Tree[]} params @param {Tree[]} states @param {Tree} x
 * @param {Tree[]} [keys] in training, of the random numbers of each dropout layer
 */
export function forward(layers, params, states, x, keys) {
  let y = x;
  const left = keys && [...keys];
  const next = layers.map((layer, k) => {
    const applied = apply(layer, y, params[k], states[k], left);
    y = applied.y;
    return applied.state;
  });
  return [y, next];
}

/** Mean loss. @param {'binary' | 'crossEntropy'} loss @param {Tree} z @param {Tree} y as wide as z */
export function meanLoss(loss, z, y) {
  const rows = z.shape[0];
  if (loss === 'binary') return np.sum(nn.softplus(z.ref).sub(y.mul(z))).div(rows);
  return np.sum(nn.logSoftmax(z, -1).mul(y)).div(-rows);
}
