/** The options that say how rows become folds. */
import type { Command, Option } from 'commander';
import { fail } from '../check.ts';
import type { Label } from '../memory/types.ts';
import type { FoldSpec, Folds } from '../select/types.ts';
import { option } from './options.ts';
import { count, fraction, type Parser } from './parse.ts';
import { shortNumber } from './terminal.ts';
import type { Training } from './training.ts';

export interface FoldFlags {
  readonly folds?: number;
  readonly repeats?: number;
  readonly stratified?: boolean;
  readonly group?: string;
  readonly timeSeries?: number;
  readonly embargo?: number;
  readonly loo?: boolean;
  readonly holdOut?: number;
  readonly seed: string;
}

export function addFoldOptions(command: Command): void {
  command.optionsGroup('Folds:');
  const add = (flags: string, description: string, parse?: Parser<number>): Option => {
    const made = option(flags, description, parse);
    command.addOption(made);
    return made;
  };
  add('--folds <k>', 'number of shuffled folds, default 10', count(2));
  add('--repeats <r>', 'repeat the shuffled folds r times', count(1));
  add('--stratified', 'same mix of target classes in each fold').conflicts(['repeats']);
  add('--group <column>', 'keep the rows of a group in one fold').conflicts(['repeats']);
  add('--time-series <k>', 'test k blocks in order, each on the past', count(2)).conflicts(RANDOM);
  add('--embargo <rows>', 'rows left out before each block', count(0));
  add('--loo', 'leave one row out at a time').conflicts([...RANDOM, 'timeSeries']);
  const others = [...RANDOM, 'timeSeries', 'loo'];
  add('--hold-out <share>', 'test one random share of the rows', fraction).conflicts(others);
  command.addOption(option('--seed <seed>', 'of everything random').default('0'));
}

const RANDOM = ['folds', 'repeats', 'stratified', 'group'];

/** The folds that the options describe; `hasStrata` where y has classes or events to spread. */
export function foldsOf(flags: FoldFlags, hasStrata: boolean): Folds {
  const { folds: k, repeats, timeSeries, embargo, loo, holdOut } = flags;
  if (embargo !== undefined && timeSeries === undefined)
    fail('tikhonov', '--embargo', 'come with --time-series', embargo);
  if (loo) return { kind: 'loo' };
  if (holdOut !== undefined) return { kind: 'holdout', fraction: holdOut };
  if (timeSeries !== undefined) return { kind: 'timeseries', k: timeSeries, ...given({ embargo }) };
  return { kind: kindOf(flags, hasStrata), ...given({ k, repeats }) };
}

/** A class must be large enough to be both trained on and tested. */
export function checkClasses(flags: FoldFlags, { dataset, family }: Training): void {
  const { y, labels, encoding } = dataset;
  const counts = new Map<Label, number>();
  for (const value of labels ?? y) counts.set(value, (counts.get(value) ?? 0) + 1);
  const alone = [...counts].filter(([, rows]) => rows === 1).map(([value]) => value);
  const lonely = alone.length;
  if (lonely === 0 || family.name === 'cox') return;
  if (labels) {
    const hint = `class ${alone.slice(0, 5).join(', ')}`;
    fail('tikhonov', '--target', 'hold at least 2 rows of each class', 1, hint);
  }
  if (!flags.stratified) return;
  const rule = `come with a target of classes, at least 2 rows in each`;
  const got = `${encoding.schema.target} with ${lonely} values in one row only`;
  throw new RangeError(`tikhonov: --stratified must ${rule}, got ${got}`);
}

function kindOf({ stratified, group, repeats }: FoldFlags, hasStrata: boolean): FoldSpec['kind'] {
  if (group !== undefined) return stratified ? 'stratifiedGroup' : 'group';
  if (repeats !== undefined) return 'repeated';
  return stratified || hasStrata ? 'stratified' : 'kfold';
}

function given(values: Readonly<Record<string, number | undefined>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The folds in words: `10 shuffled folds, seed 0`. */
export function foldWords(flags: FoldFlags, splits: number, hasStrata: boolean): string {
  const { seed, group, repeats, timeSeries, loo, holdOut } = flags;
  if (loo) return `leave one out, ${splits} folds`;
  if (timeSeries !== undefined) return `${splits} blocks in order of time`;
  if (holdOut !== undefined) return `${shortNumber(100 * holdOut)} % held out, seed ${seed}`;
  const isStratified = kindOf(flags, hasStrata).startsWith('stratified');
  const kind = isStratified ? 'stratified' : group === undefined ? 'shuffled' : '';
  const groups = group === undefined ? '' : ` of whole groups (${group})`;
  const count = repeats === undefined ? splits : `${repeats} × ${splits / repeats}`;
  return `${[count, kind, 'folds'].filter(Boolean).join(' ')}${groups}, seed ${seed}`;
}
