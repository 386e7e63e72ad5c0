/** From what the last layer says to probabilities, with the same bits on every engine. */
import { exp } from '../memory/elementary.ts';
import type { FloatArray } from '../memory/types.ts';

/** What the outputs of a loss mean: log odds of classes, of each output by itself, or numbers. */
export type Link = 'softmax' | 'sigmoid' | 'identity';

/** Losses of outputs that are log odds, each by itself. */
export const BINARY = ['binary', 'binaryFocal'];

/** By the type of a loss. */
export function linkOf(loss: string, hasClasses: boolean): Link {
  if (hasClasses) return 'softmax';
  return BINARY.includes(loss) ? 'sigmoid' : 'identity';
}

/** Outputs, row by row with `cols` of each, become what they mean, in place. */
export function meant<T extends FloatArray>(link: Link, outputs: T, cols: number): T {
  if (link === 'softmax')
    for (let at = 0; at < outputs.length; at += cols) softmax(outputs, at, at + cols);
  else if (link === 'sigmoid')
    for (let i = 0; i < outputs.length; i++) outputs[i] = sigmoid(outputs[i]!);
  return outputs;
}

function softmax(z: FloatArray, from: number, to: number): void {
  let largest = z[from]!;
  for (let k = from + 1; k < to; k++) largest = Math.max(largest, z[k]!);
  let sum = 0;
  for (let k = from; k < to; k++) sum += exp(z[k]! - largest);
  for (let k = from; k < to; k++) z[k] = exp(z[k]! - largest) / sum;
}

function sigmoid(z: number): number {
  const e = exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}
