/** k folds with the same mix of classes. */
import { splitsOf } from './assignment.ts';
import { classesOf } from './classes.ts';
import { countingSort } from './countingSort.ts';
import { foldCount } from './foldCount.ts';
import { rowOrder } from './rowOrder.ts';
import type { Splitter } from './splitter.ts';

/**
 * k folds in which the rows of each class, and all rows, are spread evenly: counts differ by at
 * most one from fold to fold. A class of fewer than k rows is missing from some folds.
 */
export const stratified: Splitter = {
  options: ['k', 'strata', 'shuffle'],
  split(spec, context) {
    const k = foldCount(spec, context.n);
    const { codes, sizes } = classesOf(spec, context);
    // Class after class, the rows are dealt to the folds in turn without starting over.
    const order = countingSort(codes, sizes.length, rowOrder(spec, context, 'stratified'));
    const fold = new Int32Array(context.n);
    for (let r = 0; r < order.length; r++) fold[order[r]!] = r % k;
    return splitsOf(fold, k);
  },
};
