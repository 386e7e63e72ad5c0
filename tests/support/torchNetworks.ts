/** The networks of tests/golden/networks.py in our layers, and what they are called there. */
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
import { type LayerNames, type Network, sequential } from '../../src/train/index.ts';
import { readJson } from './compatGolden.ts';

export interface TorchNetwork {
  readonly net: Network;
  readonly names: LayerNames;
  /** Outputs of a row. */
  readonly outputs: number;
}

export const TORCH_NETWORKS = {
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
} satisfies Record<string, TorchNetwork>;

export type TorchName = keyof typeof TORCH_NETWORKS;
export const TORCH_NAMES = Object.keys(TORCH_NETWORKS) as TorchName[];

export interface TorchAnswer {
  /** Weights as safetensors, base64. */
  readonly file: string;
  readonly rows: number[][];
  readonly outputs: number[][];
}

export function torchAnswer(name: TorchName): TorchAnswer {
  return (readJson('torch/networks') as Record<TorchName, TorchAnswer>)[name];
}
