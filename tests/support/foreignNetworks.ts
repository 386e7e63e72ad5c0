/**
 * The networks of tests/golden/networks.py (PyTorch) and networks.mjs (Keras) in our layers, and what
 * layers are called there.
 */
import {
  activation,
  avgPool2d,
  batchNorm,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  embedding,
  flatten,
  globalAvgPool,
  groupNorm,
  layerNorm,
  maxPool1d,
  residual,
} from '../../src/layer/index.ts';
import { type LayerNames, type Layout, type Network, sequential } from '../../src/train/index.ts';
import { readJson } from './compatGolden.ts';

export interface ForeignNetwork {
  readonly net: Network;
  readonly names: LayerNames;
  /** Outputs of a row. */
  readonly outputs: number;
}

const PYTORCH = {
  images: {
    net: sequential(
      [
        ...[conv2d(4, 3, { padding: 'same' }), batchNorm(), activation('relu')],
        ...[depthwiseConv2d([2, 3], { stride: [1, 2] }), groupNorm(2), activation('tanh')],
        ...[avgPool2d([2, 1], { stride: 1 }), conv2d(2, 1, { useBias: false }), flatten()],
        dense(3),
      ],
      { inputShape: [6, 5, 3] },
    ),
    names: {
      ...{ conv2d1: 'features.0', batchNorm2: 'features.1', depthwiseConv2d4: 'features.3' },
      ...{ groupNorm5: 'features.4', conv2d8: 'features.7', dense10: 'classifier' },
    },
    outputs: 3,
  },
  series: {
    net: sequential(
      [
        ...[conv1d(6, 4, { stride: 2, activation: 'silu', name: 'conv' }), groupNorm(3)],
        ...[layerNorm({ name: 'norm' }), conv1d(3, 1, { name: 'down' }), maxPool1d(2), flatten()],
        dense(2, { name: 'out' }),
      ],
      { inputShape: [11, 2] },
    ),
    names: { groupNorm2: 'group' },
    outputs: 2,
  },
  words: {
    net: sequential(
      [
        ...[embedding(9, 4, { name: 'embed' }), globalAvgPool()],
        residual([dense(7, { activation: 'gelu' }), batchNorm(), dense(4)], { name: 'block' }),
        ...[layerNorm({ name: 'norm' }), dense(2, { name: 'out' })],
      ],
      { inputShape: [5] },
    ),
    names: {
      ...{ 'block.dense1': 'block.0', 'block.batchNorm2': 'block.2', 'block.dense3': 'block.3' },
    },
    outputs: 2,
  },
} satisfies Record<string, ForeignNetwork>;

/** Keras' default, where PyTorch and we have 1e-5. */
const OWN = { epsilon: 1e-3 };

const KERAS: Record<ForeignName, ForeignNetwork> = {
  images: {
    net: sequential(
      [
        ...[conv2d(4, 3, { padding: 'same', name: 'first' }), batchNorm({ ...OWN, name: 'norm' })],
        activation('relu'),
        depthwiseConv2d([2, 3], { stride: 2, padding: 'same', activation: 'tanh' }),
        ...[avgPool2d([2, 1], { stride: 1 }), conv2d(2, 1, { useBias: false, name: 'points' })],
        ...[flatten(), dense(3, { name: 'out' })],
      ],
      { inputShape: [6, 5, 3] },
    ),
    names: { depthwiseConv2d4: 'depthwise' },
    outputs: 3,
  },
  series: {
    net: sequential(
      [
        conv1d(6, 4, { stride: 2, padding: 'same', activation: 'elu', name: 'conv' }),
        ...[layerNorm({ ...OWN, name: 'norm' }), conv1d(3, 1, { name: 'down' }), maxPool1d(2)],
        ...[flatten(), dense(2, { activation: 'softplus', name: 'out' })],
      ],
      { inputShape: [11, 2] },
    ),
    names: {},
    outputs: 2,
  },
  words: {
    net: sequential(
      [
        ...[embedding(9, 4, { name: 'embed' }), globalAvgPool()],
        residual([dense(7, { activation: 'selu' }), batchNorm(OWN), dense(4)], { name: 'block' }),
        ...[layerNorm({ ...OWN, name: 'norm' }), dense(2, { name: 'out' })],
      ],
      { inputShape: [5] },
    ),
    names: { 'block.dense1': 'wide', 'block.batchNorm2': 'inner', 'block.dense3': 'narrow' },
    outputs: 2,
  },
};

export type ForeignName = keyof typeof PYTORCH;
export const FOREIGN_NAMES = Object.keys(PYTORCH) as ForeignName[];
export const FOREIGN_NETWORKS: Record<Layout, Record<ForeignName, ForeignNetwork>> = {
  pytorch: PYTORCH,
  keras: KERAS,
};

export interface ForeignAnswer {
  /** Weights as safetensors, base64. */
  readonly file: string;
  readonly rows: number[][];
  readonly outputs: number[][];
}

const FOLDERS: Record<Layout, string> = { pytorch: 'torch', keras: 'keras' };

export function foreignAnswer(layout: Layout, name: ForeignName): ForeignAnswer {
  const answers = readJson(`${FOLDERS[layout]}/networks`) as Record<ForeignName, ForeignAnswer>;
  return answers[name];
}
