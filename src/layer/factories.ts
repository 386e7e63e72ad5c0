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
import {
  avgPool1d,
  avgPool2d,
  globalAvgPool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
} from './pool.ts';
import { residual } from './residual.ts';
import { standardize, unstandardize } from './standardize.ts';

/** A layer of the barrel that is missing here, so that no file could hold it, is a type error. */
type Factory = {
  [K in keyof typeof barrel]: (typeof barrel)[K] extends (...args: never[]) => Layer ? K : never;
}[keyof typeof barrel];

/** Noise has a namespace of its own, and types that say so. */
type Noise = 'inputNoise' | 'activationNoise' | 'weightNoise';

export const FACTORIES: Readonly<Record<Factory | Noise, (...args: never[]) => Layer>> = {
  activation,
  avgPool1d,
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
  reshape,
  residual,
  standardize,
  unstandardize,
  inputNoise: noise.input,
  activationNoise: noise.activations,
  weightNoise: noise.weights,
};
