/** The order in which rows are dealt to folds. */
import { failType } from '../../check.ts';
import { stream } from '../../runtime/random.ts';
import type { FoldSpec } from '../types.ts';
import { range } from './range.ts';
import type { SplitContext } from './splitter.ts';

/** Rows 0 … n − 1, shuffled by the seed's stream `name` unless `spec.shuffle` is false. */
export function rowOrder(spec: FoldSpec, context: SplitContext, name: string): Int32Array {
  const { shuffle = true } = spec;
  if (typeof shuffle !== 'boolean') failType('folds', 'shuffle', 'be true or false', shuffle);
  const { n, seed = 0 } = context;
  return shuffle ? stream(seed, name).permutation(n) : range(0, n);
}
