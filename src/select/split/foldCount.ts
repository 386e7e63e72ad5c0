/** The checked number of folds. */
import { checkCount, fail } from '../../check.ts';
import type { FoldSpec } from '../types.ts';

/** k of a spec, default 10: an integer from 2 to the number of rows. */
export function foldCount(spec: FoldSpec, n: number): number {
  const { k = 10 } = spec;
  checkCount('folds', 'k', k, 2);
  if (k > n) fail('folds', 'k', `be at most ${n} (the number of rows)`, k);
  return k;
}
