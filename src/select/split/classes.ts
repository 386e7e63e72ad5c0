/** The classes that the stratified kinds spread over the folds. */
import { fail } from '../../check.ts';
import type { FoldSpec } from '../types.ts';
import { type Coding, codingOf } from './coding.ts';
import type { SplitContext } from './splitter.ts';

/** Classes by `spec.strata`, default y; a class of one row cannot be both trained on and tested. */
export function classesOf(spec: FoldSpec, context: SplitContext): Coding {
  const name = spec.strata === undefined && context.y !== undefined ? 'y' : 'strata';
  const coding = codingOf(name, spec.strata ?? context.y, context.n);
  const lonely = coding.sizes.indexOf(1);
  if (lonely >= 0)
    fail(
      'folds',
      name,
      `hold at least 2 rows of class ${JSON.stringify(coding.labels[lonely])}`,
      1,
      'a target of many values has no classes: use kind "kfold" or give strata',
    );
  return coding;
}
