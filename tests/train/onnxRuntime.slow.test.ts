/** onnxruntime, which nobody here wrote, predicts what we predict. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  activation,
  avgPool2d,
  batchNorm,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  globalAvgPool,
  groupNorm,
  type Layer,
  layerNorm,
  maxPool2d,
  residual,
} from '../../src/layer/index.ts';
import { binary } from '../../src/loss/index.ts';
import { mlp, type TrainOptions } from '../../src/train/index.ts';
import { Network } from '../../src/train/network.ts';
import { onnxOf } from '../../src/train/onnx/onnxOf.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { outputsOf } from '../../src/train/predictor.ts';
import { LAYER_CASES, type LayerCase } from '../layer/cases.ts';
import { rowsOf, weightsOf } from '../support/layerNumbers.ts';
import { type Outputs, onnxRuntime, type RunOnnx } from '../support/onnxRuntime.ts';
import { random } from '../support/random.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';
import { NETWORK_ROUNDING, relativeDifference } from '../support/tolerance.ts';

const judge = await onnxRuntime();
const ROWS = 3;

const { normal, uniform } = random(21);
const draw = (rows: number, cols: number, number = normal) =>
  Array.from({ length: rows }, () => Array.from({ length: cols }, () => number()));
const IMAGES = draw(60, 8 * 6 * 2);
const SERIES = draw(60, 12 * 3);
const WORDS = draw(60, 5, () => Math.floor(9 * uniform()));
const labelsOf = (X: readonly number[][]) => X.map(([a, b]) => (a! > b! ? 'more' : 'less'));
const numbersOf = (X: readonly number[][]) => X.map(([a, b]) => a! - 2 * b!);
const SHORT: TrainOptions = { epochs: 3, batchSize: 20, seed: 8 };

interface Case {
  readonly net: Network;
  readonly X: number[][];
  readonly y: readonly unknown[];
  readonly options?: TrainOptions;
  /** Whether its outputs become probabilities. */
  readonly link: boolean;
}

const RESIDUAL = residual([groupNorm(2), conv2d(4, 3, { padding: 'same', activation: 'silu' })]);
const CNN: readonly Layer[] = [
  conv2d(4, 3, { padding: 'same', activation: 'gelu' }),
  ...[batchNorm({ ghostBatch: 10 }), dropout(0.2, { kind: 'spatial' }), RESIDUAL, maxPool2d(2)],
  ...[depthwiseConv2d(3, { padding: 'same' }), conv2d(6, 1, { useBias: false }), batchNorm()],
  ...[activation('relu'), avgPool2d([1, 2]), flatten(), dense(2, { dropConnect: 0.1 })],
];
const WAVES = [
  ...[conv1d(6, 4, { padding: 'same', stride: 2, activation: 'elu' }), groupNorm(3)],
  ...[conv1d(4, 3), layerNorm(), flatten(), dense(1)],
];
const BAG = [embedding(9, 4), globalAvgPool(), residual([dense(4), layerNorm()]), dense(2)];
const GATES = [dense(5, { activation: 'tanh' }), dropout(0.3, { scaling: 'inference' }), dense(1)];

const net = (layers: readonly Layer[], inputShape: readonly number[]) =>
  new Network(layers, { inputShape });
const NETS: [string, Case][] = [
  ['mlp of classes', { net: mlp({ hidden: [128, 16] }), X: RINGS, y: SIDES, link: true }],
  ['mlp of numbers', { net: mlp({ hidden: [128] }), X: RINGS, y: HEIGHTS, link: false }],
  ['images', { net: net(CNN, [8, 6, 2]), X: IMAGES, y: labelsOf(IMAGES), link: true }],
  ['sequences', { net: net(WAVES, [12, 3]), X: SERIES, y: numbersOf(SERIES), link: false }],
  ['indices', { net: net(BAG, [5]), X: WORDS, y: labelsOf(WORDS), link: true }],
  [
    'log odds',
    {
      ...{ net: net(GATES, [2]), X: RINGS, y: SIDES.map((side) => Number(side === 'inner')) },
      ...{ options: { loss: binary() }, link: true },
    },
  ],
];

/** Relative to the largest output, or to 1 where all are smaller. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const size = Math.max(...Array.from(b, Math.abs));
  return relativeDifference(a, b) * Math.min(1, size);
}

describe.skipIf(!judge)('in onnxruntime', () => {
  let run: RunOnnx;
  beforeAll(() => {
    run = judge!;
  });

  test.each(LAYER_CASES)('$title predicts the same', async (one: LayerCase) => {
    const { layers, input } = one;
    const state = { layers, input, weights: weightsOf(one), loss: { type: 'mse', args: [] } };
    const rows = rowsOf(one, ROWS);
    const { scores } = await run(onnxOf(state as never), rows, input);
    const { output } = outlineOf('test', layers, input);
    expect(scores!.dims).toEqual([ROWS, ...output]);
    const expected = outputsOf(state as never, rows, 'test').data;
    expect(difference(scores!.data, expected)).toBeLessThan(NETWORK_ROUNDING);
  });

  test.each(NETS)('%s predicts the same', async (_, { net, X, y, options, link }) => {
    const fitted = await net.fit(X, y as never, { ...SHORT, ...options });
    const outputs = await run(fitted.toOnnx(), X, fitted.inputShape);
    expect(Object.keys(outputs)).toEqual(link ? ['scores', 'probabilities'] : ['scores']);
    const { data } = fitted.scores(X);
    expect(difference(outputs.scores!.data, data)).toBeLessThan(NETWORK_ROUNDING);
    if (link) {
      const { data: shares } = fitted.predictProba(X);
      expect(difference(outputs.probabilities!.data, shares)).toBeLessThan(NETWORK_ROUNDING);
    }
    const { classes } = fitted;
    if (classes) expect(fitted.predict(X)).toEqual(likeliest(outputs, classes));
  });
});

/** The class of the largest probability of each row. */
function likeliest({ probabilities }: Outputs, classes: readonly unknown[]): unknown[] {
  const { data, dims } = probabilities!;
  return Array.from({ length: dims[0]! }, (_, i) => {
    const shares = data.subarray(i * classes.length, (i + 1) * classes.length);
    return classes[shares.indexOf(Math.max(...shares))];
  });
}
