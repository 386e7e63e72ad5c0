/** The functions that make layers, by the type that their layers have. */

import { activation } from './activation.ts';
import { batchNorm } from './batchNorm.ts';
import { conv1d, conv2d } from './conv.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise.ts';
import { dropout } from './dropout.ts';
import { embedding } from './embedding.ts';
import { flatten, reshape } from './flatten.ts';
import { groupNorm, layerNorm } from './groupNorm.ts';
import type * as barrel from './index.ts';
import type { Layer } from './layer.ts';
import * as noise from './noise.ts';
import { avgPool2d, globalAvgPool, globalMaxPool, maxPool1d, maxPool2d } from './pool.ts';
import { residual } from './residual.ts';

type Makes<T> = T extends (...args: never[]) => Layer ? true : false;

/** Names of the functions of the barrel that make layers; those of 'noise' behind a dot. */
type Factory =
  | {
      [K in keyof typeof barrel]: Makes<(typeof barrel)[K]> extends true ? K : never;
    }[keyof typeof barrel]
  | {
      [K in keyof typeof barrel.noise]: Makes<(typeof barrel.noise)[K]> extends true
        ? `noise.${K}`
        : never;
    }[keyof typeof barrel.noise];

/** A layer of the barrel that is missing here, so that no file could hold it, is a type error. */
export const FACTORIES: Readonly<Record<Factory, (...args: never[]) => Layer>> = {
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
  globalMaxPool,
  groupNorm,
  layerNorm,
  maxPool1d,
  maxPool2d,
  'noise.activations': noise.activations,
  'noise.input': noise.input,
  'noise.weights': noise.weights,
  reshape,
  residual,
};
