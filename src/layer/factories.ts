/** The functions that make layers, by the type that their layers have. */

import { activation } from './activation.ts';
import { batchNorm } from './batchNorm.ts';
import { conv1d, conv2d } from './conv.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise.ts';
import { dropout } from './dropout.ts';
import { flatten, reshape } from './flatten.ts';
import type * as barrel from './index.ts';
import type { Layer } from './layer.ts';
import { avgPool2d, globalAvgPool, globalMaxPool, maxPool1d, maxPool2d } from './pool.ts';

/** A layer of the barrel that is missing here, so that no file could hold it, is a type error. */
type Factory = {
  [K in keyof typeof barrel]: (typeof barrel)[K] extends (...args: never[]) => Layer ? K : never;
}[keyof typeof barrel];

export const FACTORIES: Readonly<Record<Factory, (...args: never[]) => Layer>> = {
  activation,
  avgPool2d,
  batchNorm,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAvgPool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  reshape,
};
