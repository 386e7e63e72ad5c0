/** The options of a table encoder, checked. */
import { checkCount, checkKeys, fail, failType } from '../../check.ts';

/** The knots of one spline. */
export interface SplineOptions {
  /** Number of knots and of columns, at least 3, default 5. */
  knots?: number;
  /** Splines are cubic. */
  degree?: 3;
}

/** What {@link TableEncoder} does with the columns of a table. */
export interface TableEncoderOptions {
  /** Columns read as numbers; default every column whose training cells all parse as numbers. */
  numeric?: readonly string[];
  /** Columns one-hot encoded; default every text column with at most 100 levels. */
  categorical?: readonly string[];
  /** Columns left out: the target, identifiers, weights. */
  ignore?: readonly string[];
  /** How missing numbers are filled, by the training rows; default 'mean'. */
  missing?: 'mean' | 'median';
  /** Numeric columns (true: all) that get a column `name:missing` where training cells miss. */
  indicator?: boolean | readonly string[];
  /** Numeric columns that enter as natural cubic splines. */
  splines?: readonly string[] | Readonly<Record<string, SplineOptions>>;
  /** Pairs of columns; all products of their encoded columns are added, named `a×b`. */
  interactions?: readonly (readonly [string, string])[];
  /** A level training did not have: 'error' throws, 'ignore' (default) makes zeros or `other`. */
  unknown?: 'ignore' | 'error';
  /** Levels of fewer training rows are merged into `name=other`; default 1: none. */
  minCount?: number;
}

/** Options with their defaults. */
export interface TablePlan {
  /** The columns of `splines` are among them. */
  readonly numeric: ReadonlySet<string>;
  readonly categorical: ReadonlySet<string>;
  readonly ignore: ReadonlySet<string>;
  readonly missing: 'mean' | 'median';
  readonly indicator: boolean | ReadonlySet<string>;
  /** Number of knots by column. */
  readonly splines: ReadonlyMap<string, number>;
  readonly interactions: readonly (readonly [string, string])[];
  readonly unknown: 'ignore' | 'error';
  readonly minCount: number;
}

const KEYS: readonly (keyof TableEncoderOptions)[] = [
  'numeric',
  'categorical',
  'ignore',
  'missing',
  'indicator',
  'splines',
  'interactions',
  'unknown',
  'minCount',
];

/** @throws RangeError or TypeError for whatever can be wrong before a table is seen. */
export function planOf(where: string, options: TableEncoderOptions): TablePlan {
  checkKeys(where, options, KEYS);
  const { missing = 'mean', unknown = 'ignore', minCount = 1 } = options;
  checkChoice(where, 'missing', missing, ['mean', 'median']);
  checkChoice(where, 'unknown', unknown, ['ignore', 'error']);
  checkCount(where, 'minCount', minCount, 1);
  const splines = splinesOf(where, options.splines ?? []);
  const numeric = namesOf(where, 'numeric', options.numeric);
  const categorical = namesOf(where, 'categorical', options.categorical);
  const ignore = namesOf(where, 'ignore', options.ignore);
  const indicator = indicatorOf(where, options.indicator ?? false);
  const interactions = pairsOf(where, options.interactions ?? []);
  checkApart(where, 'categorical', categorical, { numeric });
  checkApart(where, 'ignore', ignore, { numeric, categorical });
  checkApart(where, 'splines', splines.keys(), { categorical, ignore });
  if (typeof indicator === 'object')
    checkApart(where, 'indicator', indicator, { categorical, ignore });
  checkApart(where, 'interactions', interactions.flat(), { ignore });
  return {
    numeric: new Set([...numeric, ...splines.keys()]),
    categorical,
    ignore,
    missing,
    indicator,
    splines,
    interactions,
    unknown,
    minCount,
  };
}

function checkChoice(where: string, name: string, value: unknown, choices: readonly string[]) {
  if (!choices.includes(value as string))
    fail(where, name, `be ${choices.map((choice) => `'${choice}'`).join(' or ')}`, value);
}

function checkApart(
  where: string,
  role: string,
  names: Iterable<string>,
  others: Readonly<Record<string, ReadonlySet<string>>>,
): void {
  for (const name of names)
    for (const [other, taken] of Object.entries(others))
      if (taken.has(name)) fail(where, role, `name no column that is in ${other}`, name);
}

function namesOf(where: string, role: string, names: unknown): ReadonlySet<string> {
  if (names === undefined) return new Set();
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    failType(where, role, 'be an array of column names', names);
  const found = new Set<string>();
  for (const name of names) {
    if (found.has(name)) fail(where, role, 'name each column once', name);
    found.add(name);
  }
  return found;
}

function indicatorOf(where: string, indicator: unknown): boolean | ReadonlySet<string> {
  if (typeof indicator === 'boolean') return indicator;
  if (!Array.isArray(indicator))
    failType(where, 'indicator', 'be true, false or an array of column names', indicator);
  return namesOf(where, 'indicator', indicator);
}

function splinesOf(where: string, splines: unknown): ReadonlyMap<string, number> {
  if (typeof splines !== 'object' || splines === null)
    failType(where, 'splines', 'be an array of column names or an object of options', splines);
  if (Array.isArray(splines))
    return new Map(Array.from(namesOf(where, 'splines', splines), (name) => [name, 5]));
  const found = new Map<string, number>();
  for (const [name, options] of Object.entries(splines as Record<string, SplineOptions>)) {
    checkKeys(`${where}: splines.${name}`, options, ['knots', 'degree']);
    const { knots = 5, degree = 3 } = options;
    checkCount(where, `splines.${name}.knots`, knots, 3);
    if (degree !== 3) fail(where, `splines.${name}.degree`, 'be 3', degree);
    found.set(name, knots);
  }
  return found;
}

function pairsOf(where: string, pairs: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(pairs)) failType(where, 'interactions', 'be an array of pairs', pairs);
  const seen = new Set<string>();
  return pairs.map((pair: unknown, k): readonly [string, string] => {
    const name = `interactions[${k}]`;
    const isPair = Array.isArray(pair) && pair.length === 2;
    if (!isPair || !pair.every((column) => typeof column === 'string'))
      return failType(where, name, 'be a pair of column names', pair);
    const [a, b] = pair as [string, string];
    if (a === b) fail(where, name, 'name two different columns', a);
    const key = JSON.stringify(a < b ? [a, b] : [b, a]);
    if (seen.has(key)) fail(where, name, 'differ from the pairs before it', `${a}×${b}`);
    seen.add(key);
    return [a, b];
  });
}
