/** Splits given as rows. */
import { fail, failType } from '../../check.ts';
import type { Folds, Split } from '../types.ts';

type Pairs = Exclude<Folds, number | Int32Array | { kind: string }>;

/**
 * { train, test } or [train, test] rows in any order, copied and sorted. Rows may be tested in
 * several pairs or in none.
 */
export function pairs(given: Pairs, n: number): Split[] {
  // Which pair last used a row, and on which side: 2·pair + 1 for train, 2·pair + 2 for test.
  const mark = new Int32Array(n);
  const splits = Array.from(given, (pair, p) => {
    const { train, test } = sidesOf(pair, `[${p}]`);
    return {
      train: sortedRows(`[${p}].train`, train, mark, 2 * p + 1),
      test: sortedRows(`[${p}].test`, test, mark, 2 * p + 2),
    };
  });
  if (splits.length === 0) fail('folds', 'pairs', 'hold at least one pair', 0);
  return splits;
}

function sidesOf(pair: unknown, name: string): { train: unknown; test: unknown } {
  if (Array.isArray(pair) && pair.length === 2) return { train: pair[0], test: pair[1] };
  if (typeof pair === 'object' && pair !== null && 'train' in pair && 'test' in pair) return pair;
  return failType('folds', name, 'be { train, test } or [train, test] (ids: an Int32Array)', pair);
}

function sortedRows(name: string, given: unknown, mark: Int32Array, side: number): Int32Array {
  if (typeof given !== 'object' || given === null || !('length' in given))
    failType('folds', name, 'be an array of row indices', given);
  const rows = given as ArrayLike<number>;
  if (rows.length === 0) fail('folds', name, 'hold at least one row', 0);
  for (let r = 0; r < rows.length; r++) {
    const i = rows[r]!;
    if (!(Number.isInteger(i) && i >= 0 && i < mark.length))
      fail('folds', `${name}[${r}]`, `be an integer in [0, ${mark.length})`, i);
    if (mark[i] === side) fail('folds', `${name}[${r}]`, 'be a row not listed before', i);
    if (side % 2 === 0 && mark[i] === side - 1)
      fail('folds', `${name}[${r}]`, 'be no row of train', i);
    mark[i] = side;
  }
  return Int32Array.from(rows).sort();
}
