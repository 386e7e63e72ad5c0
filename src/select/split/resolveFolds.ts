/** From the option `folds` to rows. */
import { checkKeys, fail, failType, nearest } from '../../check.ts';
import type { FoldSpec, Folds, Split } from '../types.ts';
import { foldIds } from './foldIds.ts';
import { group } from './group.ts';
import { holdout } from './holdout.ts';
import { kfold } from './kfold.ts';
import { loo } from './loo.ts';
import { pairs } from './pairs.ts';
import { repeated } from './repeated.ts';
import type { SplitContext, Splitter } from './splitter.ts';
import { stratified } from './stratified.ts';
import { stratifiedGroup } from './stratifiedGroup.ts';
import { timeseries } from './timeseries.ts';

const SPLITTERS: Readonly<Record<FoldSpec['kind'], Splitter>> = {
  kfold,
  stratified,
  group,
  stratifiedGroup,
  timeseries,
  repeated,
  loo,
  holdout,
};

const OPTIONS = ['kind', 'k', 'repeats', 'groups', 'strata', 'fraction', 'embargo', 'shuffle'];

/**
 * The splits that `folds` asks for. All rows are sorted ascending; the same seed gives the same
 * splits on every machine.
 *
 * @param folds a number of shuffled folds, a kind with its options, an id per row (Int32Array),
 * or an iterable of { train, test } or [train, test] row indices.
 * @param context n rows (at least 2), with their y and groups where a kind needs them.
 * @throws RangeError or TypeError that starts with `folds:` and names the option.
 * @example
 * resolveFolds({ kind: 'timeseries', k: 2 }, { n: 6 })[1]   // train 0 … 3, test 4, 5
 */
export function resolveFolds(folds: Folds, context: SplitContext): Split[] {
  const { n } = context;
  if (!(n >= 2)) fail('folds', 'X', 'have at least 2 rows', n);
  if (typeof folds === 'number') return kfold.split({ kind: 'kfold', k: folds }, context);
  if (folds instanceof Int32Array) return foldIds(folds, n);
  if (typeof folds === 'object' && folds !== null) {
    if (Symbol.iterator in folds) return pairs(folds, n);
    if ('kind' in folds) return splitterOf(folds).split(folds, context);
  }
  const forms = 'be a number, { kind }, an Int32Array of ids or an iterable of { train, test }';
  return failType('folds', 'value', forms, folds);
}

/** The splitter of a spec, which names no option that the kind would ignore. */
function splitterOf(spec: FoldSpec): Splitter {
  const { kind } = spec;
  const kinds = Object.keys(SPLITTERS);
  if (!kinds.includes(kind)) {
    const near = nearest(String(kind), kinds);
    const hint = near ? `did you mean ${near}?` : '';
    fail('folds', 'kind', `be one of ${kinds.join(', ')}`, kind, hint);
  }
  checkKeys('folds', spec, OPTIONS);
  const splitter = SPLITTERS[kind];
  for (const [name, value] of Object.entries(spec)) {
    if (name === 'kind' || value === undefined) continue;
    if (!splitter.options.includes(name as keyof FoldSpec))
      fail('folds', name, `be left out of kind "${kind}"`, value);
  }
  return splitter;
}
