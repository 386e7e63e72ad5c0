/** The functions that make layers, by the type that their layers have. */

import { activation } from './activation.ts';
import { batchNorm } from './batchNorm.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import type * as barrel from './index.ts';
import type { Layer } from './layer.ts';

/** A layer of the barrel that is missing here, so that no file could hold it, is a type error. */
type Factory = {
  [K in keyof typeof barrel]: (typeof barrel)[K] extends (...args: never[]) => Layer ? K : never;
}[keyof typeof barrel];

export const FACTORIES: Readonly<Record<Factory, (...args: never[]) => Layer>> = {
  activation,
  batchNorm,
  dense,
  dropout,
};
