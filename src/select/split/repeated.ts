/** k folds, several times over. */
import { checkCount } from '../../check.ts';
import type { Split } from '../types.ts';
import { shuffledBlocks } from './kfold.ts';
import type { Splitter } from './splitter.ts';

/** `repeats` (default 10) times k shuffled folds; the first k are those of kind 'kfold'. */
export const repeated: Splitter = {
  options: ['k', 'repeats'],
  split(spec, context) {
    const { repeats = 10 } = spec;
    checkCount('folds', 'repeats', repeats, 1);
    const splits: Split[] = [];
    for (let r = 0; r < repeats; r++) splits.push(...shuffledBlocks(spec, context, r));
    return splits;
  },
};
