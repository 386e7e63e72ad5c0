/** Folds given as one number per row. */
import { checkLength, fail } from '../../check.ts';
import type { Split } from '../types.ts';
import { splitsOf } from './assignment.ts';

/**
 * Each distinct id ≥ 0 is a fold, in ascending order; rows with a negative id are never tested and
 * always trained on.
 */
export function foldIds(ids: Int32Array, n: number): Split[] {
  checkLength('folds', 'ids', ids.length, n, 'one per row of X');
  const distinct = [...new Set(ids)].filter((id) => id >= 0).sort((a, b) => a - b);
  const known = new Map(distinct.map((id, f) => [id, f]));
  const splits = splitsOf(
    ids.map((id) => known.get(id) ?? -1),
    distinct.length,
  );
  if (splits.length === 0) fail('folds', 'ids', 'hold an id >= 0', ids[0]);
  if (splits[0]!.train.length === 0)
    fail('folds', 'ids', 'leave rows to train on', distinct[0], 'all rows have this id');
  return splits;
}
