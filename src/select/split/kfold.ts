/** k folds of equal size. */
import type { FoldSpec, Split } from '../types.ts';
import { splitsOf } from './assignment.ts';
import { foldCount } from './foldCount.ts';
import { rowOrder } from './rowOrder.ts';
import type { SplitContext, Splitter } from './splitter.ts';

/**
 * k blocks of the shuffled rows (of the rows as they are with `shuffle: false`), each tested once.
 * Block sizes differ by at most one.
 */
export const kfold: Splitter = {
  options: ['k', 'shuffle'],
  split: (spec, context) => shuffledBlocks(spec, context, 0),
};

/** The k folds of repeat 0, 1, 2, …, each of its own shuffle. */
export function shuffledBlocks(spec: FoldSpec, context: SplitContext, repeat: number): Split[] {
  const { n } = context;
  const k = foldCount(spec, n);
  const order = rowOrder(spec, context, `kfold ${repeat}`);
  const fold = new Int32Array(n);
  for (let r = 0; r < n; r++) fold[order[r]!] = Math.floor((r * k) / n);
  return splitsOf(fold, k);
}
