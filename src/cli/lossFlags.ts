/** The options that say what a network minimises. */
import type { Command } from 'commander';
import { fail } from '../check.ts';
import * as datafit from '../datafit/index.ts';
import * as losses from '../loss/index.ts';
import { option } from './options.ts';
import { choice, fraction, positive, strength } from './parse.ts';

type NumberWord = 'mse' | 'mae' | 'huber' | 'quantile' | 'poisson';
type ClassWord = 'crossEntropy' | 'focal';

export interface LossFlags {
  readonly loss?: NumberWord | ClassWord;
  readonly delta?: number;
  readonly tau?: number;
  readonly gamma?: number;
  readonly classWeight?: 'balanced';
}

/** A loss for training, and the same of one row in plain numbers. */
export type ChosenLoss = LossOfNumbers | LossOfClasses;

export interface LossOfNumbers {
  readonly target: 'numbers';
  readonly word: NumberWord;
  readonly make: () => losses.Loss;
  /** Of what the network says, η. */
  readonly cost: (eta: number, y: number) => number;
  /** What η means for the target. */
  readonly mean: (eta: number) => number;
}

export interface LossOfClasses {
  readonly target: 'classes';
  readonly word: ClassWord;
  readonly make: () => losses.Loss;
  /** Of the probability of the class. */
  readonly cost: (p: number) => number;
}

const NUMBERS = ['mse', 'mae', 'huber', 'quantile', 'poisson'] as const;
const CLASSES = ['crossEntropy', 'focal'] as const;

/** Options that belong to one loss each. */
const OWNERS = [
  ['delta', 'huber'],
  ['tau', 'quantile'],
  ['gamma', 'focal'],
] as const;

export function addLossOptions(command: Command): void {
  command.optionsGroup('Loss:');
  const words = choice(...NUMBERS, ...CLASSES);
  const names = `${NUMBERS.join(', ')}; of classes ${CLASSES.join(', ')}`;
  command.addOption(option('--loss <name>', `${names}; default mse, for text crossEntropy`, words));
  command.addOption(
    option('--delta <width>', 'of huber, in units of the target, default 1.35', positive),
  );
  command.addOption(option('--tau <level>', 'of quantile, 0 to 1, default 0.5', fraction));
  command.addOption(option('--gamma <power>', 'of focal, default 2', strength));
  const weights = 'balanced: all classes weigh the same';
  command.addOption(option('--class-weight <how>', weights, choice('balanced')));
}

/** Everything that can be refused before the data are read. */
export function checkLoss(flags: LossFlags): void {
  for (const [name, owner] of OWNERS)
    if (flags[name] !== undefined && flags.loss !== owner)
      fail('tikhonov', `--${name}`, `come with --loss ${owner}`, flags[name]);
  const { loss, classWeight } = flags;
  if (classWeight && NUMBERS.some((word) => word === loss))
    fail('tikhonov', '--class-weight', 'come with a loss of classes', loss);
}

/** The loss that was asked for, or the one of such a target. */
export function lossOf(flags: LossFlags, isText: boolean): ChosenLoss {
  const { loss = isText ? 'crossEntropy' : 'mse', gamma = 2, delta = 1.35, tau = 0.5 } = flags;
  switch (loss) {
    case 'crossEntropy':
      return {
        ...CLASS,
        word: loss,
        make: () => losses.crossEntropy(),
        cost: (p) => -Math.log(p),
      };
    case 'focal': {
      const cost = (p: number) => -((1 - p) ** gamma) * Math.log(p);
      return { ...CLASS, word: loss, make: () => losses.focal(gamma), cost };
    }
    case 'mae': {
      const { loss: half } = datafit.quantile();
      return numbers(loss, losses.mae, (eta, y) => 2 * half(eta, y));
    }
    case 'huber':
      return numbers(loss, () => losses.huber(delta), datafit.huber({ delta }).loss);
    case 'quantile':
      return numbers(loss, () => losses.quantile(tau), datafit.quantile({ tau }).loss);
    case 'poisson':
      return numbers(loss, losses.poisson, datafit.poisson().loss, Math.exp);
    case 'mse':
      return numbers(loss, losses.mse, datafit.gaussian().loss);
  }
}

const CLASS = { target: 'classes' } as const;

function numbers(
  word: NumberWord,
  make: LossOfNumbers['make'],
  cost: LossOfNumbers['cost'],
  mean: LossOfNumbers['mean'] = (eta) => eta,
): LossOfNumbers {
  return { target: 'numbers', word, make, cost, mean };
}
