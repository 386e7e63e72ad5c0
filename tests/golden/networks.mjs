// Networks of Keras layers with their weights as safetensors, and what they predict:
// node networks.mjs <tests/golden> <output folder> <folder with node_modules/@tensorflow/tfjs>
// Tensors are called as in Keras 3: layer.kernel, also where the layer is depthwise.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [, output, modules] = process.argv.slice(2);
const tf = createRequire(join(resolve(modules), 'index.js'))('@tensorflow/tfjs');
await tf.setBackend('cpu');
const { layers } = tf;

const images = () => [
  layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', name: 'first' }),
  layers.batchNormalization({ name: 'norm' }),
  layers.reLU({}),
  layers.depthwiseConv2d({ kernelSize: [2, 3], strides: 2, padding: 'same', name: 'depthwise' }),
  layers.activation({ activation: 'tanh' }),
  layers.averagePooling2d({ poolSize: [2, 1], strides: 1 }),
  layers.conv2d({ filters: 2, kernelSize: 1, useBias: false, name: 'points' }),
  layers.flatten(),
  layers.dense({ units: 3, name: 'out' }),
];
const series = () => [
  layers.conv1d({
    ...{ filters: 6, kernelSize: 4, strides: 2, padding: 'same' },
    ...{ activation: 'elu', name: 'conv' },
  }),
  layers.layerNormalization({ name: 'norm' }),
  layers.conv1d({ filters: 3, kernelSize: 1, name: 'down' }),
  layers.maxPooling1d({ poolSize: 2 }),
  layers.flatten(),
  layers.dense({ units: 2, activation: 'softplus', name: 'out' }),
];

const chained = (shape, list) => {
  const input = tf.input({ shape });
  return tf.model({ inputs: input, outputs: list.reduce((x, layer) => layer.apply(x), input) });
};

function words() {
  const input = tf.input({ shape: [5] });
  let x = layers.embedding({ inputDim: 9, outputDim: 4, name: 'embed' }).apply(input);
  x = layers.globalAveragePooling1d({}).apply(x);
  let branch = layers.dense({ units: 7, activation: 'selu', name: 'wide' }).apply(x);
  branch = layers.batchNormalization({ name: 'inner' }).apply(branch);
  branch = layers.dense({ units: 4, name: 'narrow' }).apply(branch);
  x = layers.layerNormalization({ name: 'norm' }).apply(layers.add().apply([x, branch]));
  const outputs = layers.dense({ units: 2, name: 'out' }).apply(x);
  return tf.model({ inputs: input, outputs });
}

const NETS = {
  images: { shape: [6, 5, 3], make: () => chained([6, 5, 3], images()) },
  series: { shape: [11, 2], make: () => chained([11, 2], series()) },
  words: { shape: [5], make: words },
};

/** Weights and statistics that no layer begins with. */
function draw(model) {
  let seed = 1;
  for (const layer of model.layers) {
    const drawn = layer.weights.map(({ name, shape }) =>
      name.includes('variance')
        ? tf.randomUniform(shape, 0.5, 2, 'float32', seed++)
        : tf.randomNormal(shape, 0, 0.7, 'float32', seed++),
    );
    layer.setWeights(drawn);
  }
}

/** Weights as safetensors. */
function written(model) {
  const header = {};
  const parts = [];
  let end = 0;
  for (const layer of model.layers)
    for (const weight of layer.weights) {
      const own = weight.originalName.split('/').at(-1).replace('depthwise_', '');
      const numbers = Buffer.from(new Float32Array(weight.read().dataSync()).buffer);
      const data_offsets = [end, end + numbers.length];
      header[`${layer.name}.${own}`] = { dtype: 'F32', shape: weight.shape, data_offsets };
      parts.push(numbers);
      end += numbers.length;
    }
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...parts]);
}

function golden(name) {
  const { shape, make } = NETS[name];
  const model = make();
  draw(model);
  const size = shape.reduce((a, b) => a * b, 1);
  const drawn = tf.randomUniform([5, size], -2, 2, 'float32', 77).mul(64).round().div(64);
  const X = name === 'words' ? drawn.add(2).mul(2).floor() : drawn;
  const outputs = model.predict(X.reshape([5, ...shape])).arraySync();
  return { file: written(model).toString('base64'), rows: X.arraySync(), outputs };
}

const answers = Object.fromEntries(Object.keys(NETS).map((name) => [name, golden(name)]));
mkdirSync(join(output, 'keras'), { recursive: true });
const source = `@tensorflow/tfjs ${tf.version.tfjs}`;
writeFileSync(join(output, 'keras', 'networks.json'), `${JSON.stringify({ source, ...answers })}\n`);
