/** The options that say what kind of response the model predicts. */
import type { Command } from 'commander';
import { fail } from '../check.ts';
import {
  type FamilyChoice,
  type FamilySpec,
  type FamilyWord,
  familySpec,
} from '../linear/response/familyChoice.ts';
import { option } from './options.ts';
import { choice, finite } from './parse.ts';

export interface FamilyFlags {
  readonly family?: FamilyWord;
  readonly power?: number;
  readonly theta?: number;
  readonly tau?: number;
  readonly delta?: number;
  readonly ties?: 'breslow' | 'efron';
  readonly time?: string;
  readonly event?: string;
  readonly classWeight?: 'balanced';
}

const FAMILIES = [
  'gaussian',
  'binomial',
  'multinomial',
  'poisson',
  'gamma',
  'tweedie',
  'negativeBinomial',
  'huber',
  'quantile',
  'squaredHinge',
  'cox',
  'multigaussian',
] as const satisfies readonly FamilyWord[];

/** Options that belong to one family each. */
const OWNERS: readonly (readonly [keyof FamilyFlags, FamilyWord])[] = [
  ['power', 'tweedie'],
  ['theta', 'negativeBinomial'],
  ['tau', 'quantile'],
  ['delta', 'huber'],
  ['ties', 'cox'],
  ['time', 'cox'],
  ['event', 'cox'],
];

export function addFamilyOptions(command: Command): void {
  command.optionsGroup('Response:');
  const names = `${FAMILIES.join(', ')}; default gaussian, for text by its classes`;
  command.addOption(option('--family <name>', names, choice(...FAMILIES)));
  command.addOption(option('--power <power>', 'of tweedie, 1 to 2, default 1.5', finite));
  command.addOption(option('--theta <size>', 'of negativeBinomial, default 1', finite));
  command.addOption(option('--tau <level>', 'of quantile, 0 to 1, default 0.5', finite));
  command.addOption(option('--delta <width>', 'of huber, in units of the target', finite));
  command.addOption(
    option('--ties <rule>', 'of cox: breslow or efron', choice('breslow', 'efron')),
  );
  command.addOption(option('--time <column>', 'of cox: times of follow-up'));
  command.addOption(option('--event <column>', 'of cox: 1 where the event was seen, else 0'));
  const weights = 'balanced: all classes weigh the same';
  command.addOption(option('--class-weight <how>', weights, choice('balanced')));
}

/** The family that was asked for, or undefined. @throws RangeError naming the option. */
export function familyGiven(flags: FamilyFlags): FamilySpec | undefined {
  const { family } = flags;
  for (const [name, owner] of OWNERS)
    if (flags[name] !== undefined && family !== owner)
      fail('tikhonov', `--${name}`, `come with --family ${owner}`, flags[name]);
  if (family === undefined) return undefined;
  const { power, theta, tau, delta, ties } = flags;
  const parameters = Object.entries({ power, theta, tau, delta, ties });
  const given = parameters.filter(([, value]) => value !== undefined);
  return familySpec('tikhonov', { name: family, ...Object.fromEntries(given) } as FamilyChoice);
}

/** Families whose response is a label. */
export function hasClasses({ name }: FamilySpec): boolean {
  return name === 'binomial' || name === 'multinomial' || name === 'squaredHinge';
}

/** Whether folds should hold the same mix of something: of classes, or of events. */
export function hasStrata(family: FamilySpec): boolean {
  return hasClasses(family) || family.name === 'cox';
}
