/** One split. */
import { fail } from '../../check.ts';
import { splitsOf } from './assignment.ts';
import { rowOrder } from './rowOrder.ts';
import type { Splitter } from './splitter.ts';

/**
 * One test set of round(fraction · n) rows, at least 1 and at most n − 1; fraction is in (0, 1),
 * default 0.2. With `shuffle: false` they are the last rows.
 */
export const holdout: Splitter = {
  options: ['fraction', 'shuffle'],
  split(spec, context) {
    const { n } = context;
    const { fraction = 0.2 } = spec;
    if (!(typeof fraction === 'number' && fraction > 0 && fraction < 1))
      fail('folds', 'fraction', 'lie in (0, 1)', fraction, 'it is the share of rows held out');
    const tested = Math.min(Math.max(Math.round(fraction * n), 1), n - 1);
    const order = rowOrder(spec, context, 'holdout');
    const fold = new Int32Array(n).fill(-1);
    for (const i of order.subarray(n - tested)) fold[i] = 0;
    return splitsOf(fold, 1);
  },
};
