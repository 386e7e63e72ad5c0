/** One fit: a network with some techniques on the rows of one split, and what it is worth. */

import * as tikhonov from '../../dist/index.js';
import { Random } from '../dataset/random.mjs';

/**
 * @typedef {import('./sets.mjs').Samples} Samples
 * @typedef {import('./sets.mjs').Task} Task
 * @typedef {import('./techniques.mjs').Settings} Settings
 * @typedef {{ train: Samples, validation: Samples, test: Samples }} Split
 * @typedef {{ score: number, loss: number }} Worth share of right classes and mean −log of the
 *   probability of the true one, or R² and the mean squared error
 */

const { adamW, batchNorm, dense, dropout, elasticNet, loss, maxNorm, mlp, noise } = tikhonov;
const { plugin, sequential, standardize } = tikhonov;

/**
 * Rows of split k, drawn from the pool; the test rows are always the same.
 * @param {Task} task
 * @param {{ pool: Samples, test: Samples }} samples
 * @param {number} k
 * @returns {Split}
 */
export function splitOf({ train, validation }, { pool, test }, k) {
  const order = new Random(k).permutation(pool.y.length);
  const pick = (/** @type {number} */ from, /** @type {number} */ to) => {
    const rows = Array.from(order.subarray(from, to));
    return { X: rows.map((i) => pool.X[i]), y: /** @type {any} */ (rows.map((i) => pool.y[i])) };
  };
  return { train: pick(0, train), validation: pick(train, train + validation), test };
}

/**
 * Worth on the validation rows and on the test rows.
 * @param {Task} task
 * @param {Split} split
 * @param {Settings} settings
 * @param {number} seed
 */
export async function tried(task, split, settings, seed) {
  const { train, validation, test } = split;
  const members = [];
  for (let k = 0; k < (settings.members ?? 1); k++) {
    const options = { ...optionsOf(task, split, settings), seed: `${seed}.${k}` };
    const outputs = typeof train.y[0] === 'number' ? 1 : new Set(train.y).size;
    members.push(await networkOf(task, settings, outputs).fit(train.X, train.y, options));
  }
  return { validation: worthOf(members, validation), test: worthOf(members, test) };
}

/** @param {Task} task @param {Settings} settings @param {number} outputs */
function networkOf({ hidden }, settings, outputs) {
  const { recipe, maxNorm: most, inputNoise, weightNoise, dropout: rate, ...rest } = settings;
  if (recipe) return mlp({ hidden: [hidden] });
  return sequential([
    standardize(),
    ...(inputNoise ? [noise.input(inputNoise)] : []),
    ...(weightNoise ? [noise.weights(weightNoise, { relative: true })] : []),
    dense(hidden, { activation: 'relu', ...(most && { constraint: maxNorm(most) }) }),
    ...(rest.batchNorm ? [batchNorm()] : []),
    ...(rate ? [dropout(Math.min(rate, 0.9))] : []),
    dense(outputs),
  ]);
}

/** @param {Task} task @param {Split} split @param {Settings} settings */
function optionsOf({ epochs }, { train, validation }, settings) {
  const { l1 = 0, l2 = 0, gradientNoise: eta, labelNoise, ...rest } = settings;
  const { labelSmoothing = 0, confidencePenalty: beta = 0, weightDecay = 0, recipe } = rest;
  const lambda = l1 + l2;
  return {
    ...{ epochs, batchSize: 32, validation: settings.earlyStopping || recipe ? validation : 0 },
    ...(typeof train.y[0] === 'string' && {
      loss: loss.confidencePenalty({ beta, labelSmoothing }),
    }),
    ...(!recipe && {
      optimizer: adamW({ lr: 0.003, weightDecay }),
      earlyStopping: settings.earlyStopping ? { monitor: settings.earlyStopping } : false,
    }),
    ...(lambda > 0 && { penalty: elasticNet({ lambda, l1Ratio: l1 / lambda }) }),
    plugins: pluginsOf(settings),
    ...(eta && { gradientNoise: { eta } }),
    ...(labelNoise && { labelNoise }),
  };
}

/** Of two averages and two changes of gradients only one each can be. @param {Settings} settings */
function pluginsOf({ ema, swa, sam, gradientNorm: mu }) {
  return [
    ...(ema ? [plugin.ema(ema)] : swa ? [plugin.swa()] : []),
    ...(sam ? [plugin.sam(sam)] : mu ? [plugin.gradientNormPenalty(mu)] : []),
  ];
}

/**
 * What the mean prediction of some networks is worth.
 * @param {readonly import('../../dist/index.js').FittedNetwork[]} members
 * @param {Samples} samples
 * @returns {Worth}
 */
function worthOf(members, { X, y }) {
  const { classes } = members[0];
  const said = members.map((member) => (classes ? member.predictProba(X) : member.scores(X)).data);
  const mean = Array.from(said[0], (_, at) => {
    return said.reduce((sum, one) => sum + one[at], 0) / said.length;
  });
  return classes ? ofClasses(mean, y, classes) : ofNumbers(mean, /** @type {number[]} */ (y));
}

/**
 * @param {readonly number[]} p rows × classes
 * @param {readonly unknown[]} y
 * @param {readonly unknown[]} classes
 */
function ofClasses(p, y, classes) {
  const count = classes.length;
  let right = 0;
  let sum = 0;
  for (const [i, label] of y.entries()) {
    const row = p.slice(count * i, count * (i + 1));
    const own = row[classes.indexOf(label)] ?? 0;
    if (own === Math.max(...row)) right++;
    sum -= Math.log(Math.max(own, 1e-7));
  }
  return { score: right / y.length, loss: sum / y.length };
}

/** @param {readonly number[]} predicted @param {readonly number[]} y */
function ofNumbers(predicted, y) {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const rest = y.reduce((sum, value, i) => sum + (value - predicted[i]) ** 2, 0);
  return { score: 1 - rest / total, loss: rest / y.length };
}
