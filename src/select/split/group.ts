/** k folds that keep groups together. */
import { fail } from '../../check.ts';
import { stream } from '../../runtime/random.ts';
import type { FoldSpec } from '../types.ts';
import { splitsOf } from './assignment.ts';
import { type Coding, codingOf } from './coding.ts';
import { countingSort } from './countingSort.ts';
import { foldCount } from './foldCount.ts';
import type { SplitContext, Splitter } from './splitter.ts';

/**
 * k folds of whole groups, balanced greedily: groups go from large to small (the seed orders those
 * of one size), each to the fold with the fewest rows so far.
 */
export const group: Splitter = {
  options: ['k', 'groups'],
  split(spec, context) {
    const { n, seed = 0 } = context;
    const k = foldCount(spec, n);
    const { codes, sizes } = groupsOf(spec, context, k);
    const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
    const descending = sizes.map((size) => largest - size);
    const shuffled = stream(seed, 'group').permutation(sizes.length);
    const load = new Float64Array(k);
    const foldOfGroup = new Int32Array(sizes.length);
    for (const g of countingSort(descending, largest + 1, shuffled)) {
      const fold = lightest(load);
      foldOfGroup[g] = fold;
      load[fold]! += sizes[g]!;
    }
    return splitsOf(
      codes.map((g) => foldOfGroup[g]!),
      k,
    );
  },
};

/** Groups by `spec.groups`, default those of the data: at least one per fold. */
export function groupsOf(spec: FoldSpec, context: SplitContext, k: number): Coding {
  const coding = codingOf('groups', spec.groups ?? context.groups, context.n);
  if (coding.labels.length < k)
    fail('folds', 'groups', `hold at least ${k} groups (one per fold)`, coding.labels.length);
  return coding;
}

function lightest(load: Float64Array): number {
  let best = 0;
  for (let f = 1; f < load.length; f++) if (load[f]! < load[best]!) best = f;
  return best;
}
