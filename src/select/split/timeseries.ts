/** Test blocks in order, each trained on what came before. */
import { checkCount, fail } from '../../check.ts';
import { foldCount } from './foldCount.ts';
import { range } from './range.ts';
import type { Splitter } from './splitter.ts';

/**
 * Expanding window: the last k blocks of ⌊n / (k + 1)⌋ rows are tested in order, each by a fit to
 * all rows before it except the last `embargo` (default 0). Rows must be in order of time.
 */
export const timeseries: Splitter = {
  options: ['k', 'embargo'],
  split(spec, { n }) {
    const k = foldCount(spec, n);
    const { embargo = 0 } = spec;
    checkCount('folds', 'embargo', embargo, 0);
    const size = Math.floor(n / (k + 1));
    if (size === 0) fail('folds', 'k', `be less than ${n} (the number of rows)`, k);
    const first = n - k * size;
    if (embargo >= first)
      fail('folds', 'embargo', `be less than ${first} (the rows before the first test)`, embargo);
    return Array.from({ length: k }, (_, f) => {
      const start = first + f * size;
      return { train: range(0, start - embargo), test: range(start, start + size) };
    });
  },
};
