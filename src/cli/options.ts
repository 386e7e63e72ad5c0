/** Options that several commands share: what the columns are for, what to fit, what to print. */
import { type Command, Option } from 'commander';
import { fail } from '../check.ts';
import type { DatasetOptions } from '../data/readDataset.ts';
import { choice, fraction, names, type Parser, refuseAlpha } from './parse.ts';

export interface DataFlags {
  readonly target?: string;
  readonly numeric?: string[];
  readonly categorical?: string[];
  readonly ignore?: string[];
  readonly weight?: string;
  readonly offset?: string;
  readonly group?: string;
  readonly impute?: 'mean' | 'median';
}

export interface ModelFlags {
  readonly model: 'elasticNet' | 'lasso' | 'ridge';
  readonly tol?: number;
  readonly standardize: boolean;
  readonly intercept: boolean;
  readonly nonNegative?: boolean;
}

export interface OutputFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** An option; `parse` reads the text of its value. */
export function option<T>(flags: string, description: string, parse?: Parser<T>): Option {
  const made = new Option(flags, description);
  const flag = `--${made.name()}`;
  return parse ? made.argParser<T>((text, previous) => parse(flag, text, previous)) : made;
}

const LISTS: readonly (readonly [string, string])[] = [
  ['numeric', 'columns read as numbers, default all without text'],
  ['categorical', 'columns one-hot encoded, default all with text'],
  ['ignore', 'columns left out, such as identifiers'],
];

export function addDataOptions(command: Command): void {
  addColumnOptions(command, 'the column to predict; several for multigaussian');
  command.addOption(option('--offset <column>', 'known part of the prediction'));
}

/** @param target what the target is. */
export function addColumnOptions(command: Command, target: string): void {
  command.optionsGroup('Columns:');
  command.addOption(option('--target <column>', target));
  for (const [name, description] of LISTS)
    command.addOption(option(`--${name} <columns>`, description, names));
  command.addOption(option('--weight <column>', 'row weights >= 0'));
  const filled = 'fill missing numbers by mean (default) or median of the training rows';
  command.addOption(option('--impute <how>', filled, choice('mean', 'median')));
}

/** @param strengthFlag what this command calls λ. */
export function addModelOptions(command: Command, strengthFlag: string): void {
  const model = choice('elasticNet', 'lasso', 'ridge');
  command.addOption(
    option('--model <name>', 'elasticNet, lasso or ridge', model).default('elasticNet'),
  );
  command.addOption(
    option(
      '--tol <share>',
      'stop at a duality gap of this share of the null loss',
      fraction,
    ).default(undefined, '1e-6'),
  );
  command.option('--no-standardize', 'penalize columns in their own units');
  command.option('--no-intercept', 'fit no intercept');
  command.option('--non-negative', 'only coefficients >= 0');
  const alpha = option('--alpha [value]', '', refuseAlpha(strengthFlag)).preset('');
  command.addOption(alpha.hideHelp());
}

export function addOutputOptions(command: Command): void {
  command.option('--json', 'print JSON');
  command.option('--quiet', 'print nothing but errors');
}

/** Roles of columns for the readers; the keys that were not given are absent. */
export function schemaOf(flags: DataFlags): DatasetOptions {
  const { target, numeric, categorical, ignore, weight, offset, group, impute } = flags;
  const schema = { target, numeric, categorical, ignore, weight, offset, group, impute };
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

/** Only an elastic net has a share of L1 to choose. */
export function checkShare({ model }: ModelFlags, l1Ratio: string | undefined): void {
  if (model !== 'elasticNet' && l1Ratio !== undefined)
    fail('tikhonov', '--l1-ratio', `be left out for --model ${model}`, l1Ratio);
}
