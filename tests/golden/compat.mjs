// Losses of Keras layers by their own regularizers, from @tensorflow/tfjs:
// node compat.mjs <tests/golden> <output folder> <folder with node_modules/@tensorflow/tfjs>
// A float32 optimizer ends too early to be an answer: stored are tfjs' own losses at some points,
// the best of many full steps of Adam among them, to hold other minimisers against.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [golden, output, modules] = process.argv.slice(2);
const tf = createRequire(join(resolve(modules), 'index.js'))('@tensorflow/tfjs');
await tf.setBackend('cpu');

const data = (name) => JSON.parse(readFileSync(join(golden, 'data', `${name}.json`), 'utf8'));

const CASES = {
  mseL1: { data: 'heavy', l1: 0.2, loss: 'meanSquaredError' },
  mseL2: { data: 'heavy', l2: 0.05, loss: 'meanSquaredError' },
  mseBoth: { data: 'heavy', l1: 0.3, l2: 0.1, loss: 'meanSquaredError' },
  entropyL1: { data: 'binary', l1: 0.03, loss: 'binaryCrossentropy' },
  entropyL2: { data: 'binary', l2: 0.02, loss: 'binaryCrossentropy' },
  entropyBoth: { data: 'binary', l1: 0.01, l2: 0.02, loss: 'binaryCrossentropy' },
};

function modelOf({ l1 = 0, l2 = 0, loss }, p) {
  const activation = loss === 'meanSquaredError' ? 'linear' : 'sigmoid';
  const kernelRegularizer = tf.regularizers.l1l2({ l1, l2 });
  const layer = tf.layers.dense({ units: 1, inputShape: [p], activation, kernelRegularizer });
  const model = tf.sequential({ layers: [layer] });
  model.compile({ optimizer: 'sgd', loss });
  return model;
}

const point = (model) => model.getWeights().map((weight) => Array.from(weight.dataSync()));

function moveTo(model, [kernel, bias]) {
  model.setWeights([tf.tensor2d(kernel, [kernel.length, 1]), tf.tensor1d(bias)]);
}

/** What its training minimises: `evaluate` leaves the regularizers out. */
const own = (model, X, y) =>
  [model.evaluate(X, y, { batchSize: 1000 }), ...model.calculateLosses()]
    .map((part) => part.dataSync()[0])
    .reduce((sum, part) => sum + part);

async function trained(model, X, y) {
  for (const rate of [0.03, 0.003, 0.0003, 0.00003]) {
    model.compile({ optimizer: tf.train.adam(rate), loss: model.loss });
    await model.fit(X, y, { epochs: 1500, batchSize: 1000, shuffle: false, verbose: 0 });
  }
  return point(model).map((weights) => weights.map((w) => Number(w.toFixed(7))));
}

const cases = {};
for (const [name, each] of Object.entries(CASES)) {
  const set = data(each.data);
  const [X, y] = [tf.tensor2d(set.X), tf.tensor2d(set.y, [set.y.length, 1])];
  const model = modelOf(each, set.X[0].length);
  const best = await trained(model, X, y);
  // single weights moved by a tenth, and two points far away
  const moved = best[0].map((_, j) => [
    best[0].map((w, k) => (k === j ? w + (j % 2 ? 0.1 : -0.1) : w)),
    best[1],
  ]);
  const far = [best[0].map((_, j) => [0.5, -1, 0.25][j % 3]), [0.75]];
  const points = [best, ...moved, far, [best[0].map(() => 0), [0]]].map((at) => {
    moveTo(model, at);
    return { kernel: at[0], bias: at[1][0], loss: Number(own(model, X, y).toPrecision(9)) };
  });
  cases[name] = { ...each, points };
  console.log(name, points[0].loss);
}

const lines = Object.entries(cases).map(
  ([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`,
);
mkdirSync(join(output, 'compat'), { recursive: true });
const source = `@tensorflow/tfjs ${tf.version.tfjs}`;
const text = `{"source": "${source}",\n"cases": {\n${lines.join(',\n')}}}\n`;
writeFileSync(join(output, 'compat', 'keras.json'), text);
