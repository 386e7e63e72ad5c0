/** Folds within some of the rows. */
import type { Loaded } from '../linear/learn.ts';
import type { Label } from '../memory/types.ts';
import type { Seed } from '../runtime/random.ts';
import { resolveFolds } from './split/index.ts';
import { strataOf } from './strata.ts';
import type { FoldSpec, Folds, Split } from './types.ts';

/** Folds of a choice of λ within a training set. */
const INNER = 5;

/**
 * Five folds of `rows`, of the kind that keeps the promise of the `outer` folds: whole groups where
 * those are of groups, the past before the future where those are; else shuffled, with classes and
 * events spread evenly.
 */
export function innerSplits(
  { response, spec }: Loaded,
  rows: Int32Array,
  outer: Folds | undefined,
  seed: Seed,
): Split[] {
  const strata = strataOf(response);
  const y = Float64Array.from(rows, (i) => (strata ?? response.target)[i]!);
  const context = { n: rows.length, y, seed };
  const k = Math.min(INNER, rows.length);
  const splits = resolveFolds(kindOf(outer, rows, spec.groups, k, strata !== undefined), context);
  const of = (places: Int32Array) => places.map((at) => rows[at]!);
  return splits.map(({ train, test }) => ({ train: of(train), test: of(test) }));
}

function kindOf(
  outer: Folds | undefined,
  rows: Int32Array,
  known: ArrayLike<number> | undefined,
  k: number,
  isStratified: boolean,
): FoldSpec {
  const spec = outer as Partial<FoldSpec> | undefined;
  switch (spec?.kind) {
    case 'timeseries':
      return { kind: 'timeseries', k, ...(spec.embargo && { embargo: spec.embargo }) };
    case 'group':
    case 'stratifiedGroup': {
      const groups = (spec.groups ?? known) as ArrayLike<Label>;
      return { kind: spec.kind, k, groups: Array.from(rows, (i) => String(groups[i])) };
    }
    default:
      return { kind: isStratified ? 'stratified' : 'kfold', k };
  }
}
