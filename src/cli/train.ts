/** `tikhonov train`: a regularized network on a table. */
import type { Command } from 'commander';
import type { MlpOptions } from '../train/mlp.ts';
import { EXIT_HELP } from './exitStatus.ts';
import { interruptible } from './interruption.ts';
import { addLossOptions, type LossFlags } from './lossFlags.ts';
import {
  addColumnOptions,
  addOutputOptions,
  type DataFlags,
  type OutputFlags,
  option,
} from './options.ts';
import { choice, count, countOrAuto, list, part, positive, strength } from './parse.ts';

export interface TrainFlags extends Omit<DataFlags, 'offset' | 'group'>, LossFlags, OutputFlags {
  readonly hidden: number[];
  readonly activation?: MlpOptions['activation'];
  readonly recipe: 'seed' | 'none';
  readonly standardize: boolean;
  readonly epochs: number;
  readonly batchSize?: number;
  readonly rate?: number;
  readonly weightDecay?: number;
  readonly validation: number;
  readonly patience?: number;
  readonly seed: string;
  readonly threads?: number | 'auto';
  readonly out?: string;
}

/** Of hidden layers. */
const ACTIVATIONS = [
  'relu',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'silu',
  'softplus',
  'sigmoid',
  'tanh',
] as const satisfies readonly MlpOptions['activation'][];

const EXAMPLES = `
Examples:
  tikhonov train data.csv --target price --out network.safetensors
  tikhonov train data.csv --target species --hidden 128,64 --epochs 200 --seed 7
  tikhonov train data.csv --target visits --loss poisson --ignore id,name
`;

export function defineTrain(program: Command): void {
  const command = program
    .command('train')
    .summary('train a regularized network')
    .description(
      'Train a multilayer perceptron: of text it predicts classes, of numbers their mean. A share ' +
        'of the rows is kept for validation, training ends early where their loss no longer ' +
        'falls, and the weights are those of the best epoch.',
    )
    .argument('<data>', 'table with a header, .svm or .npy');
  addColumnOptions(command, 'the column to predict');
  addNetworkOptions(command);
  addLossOptions(command);
  addTrainingOptions(command);
  command.optionsGroup('Output:');
  command.option('--out <file>', 'write the network as safetensors');
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action((data: string, flags: TrainFlags) =>
    interruptible(async (signal) => (await import('./runTrain.ts')).runTrain(data, flags, signal)),
  );
}

function addNetworkOptions(command: Command): void {
  command.optionsGroup('Network:');
  const units = list(count(1));
  command.addOption(
    option('--hidden <units>', 'units of the hidden layers', units).default([64, 64], '64,64'),
  );
  const activation = `of the hidden layers: ${ACTIVATIONS.join(', ')}; default relu`;
  command.addOption(option('--activation <name>', activation, choice(...ACTIVATIONS)));
  const recipe =
    'seed: decay of weights, dropout of a half behind 128 units and more, early stopping; ' +
    'none: nothing of it, to compare with';
  command.addOption(option('--recipe <name>', recipe, choice('seed', 'none')).default('seed'));
  command.option('--no-standardize', 'take columns and target in their own units');
}

function addTrainingOptions(command: Command): void {
  command.optionsGroup('Training:');
  command.addOption(
    option('--epochs <count>', 'passes over the rows at most', count(1)).default(100),
  );
  command.addOption(option('--batch-size <rows>', 'rows of a step, default 32', count(1)));
  command.addOption(option('--rate <step>', 'learning rate, default 0.001', positive));
  const decay = 'of weights, in every step rate times this share; default 0.01, for none 0';
  command.addOption(option('--weight-decay <share>', decay, strength));
  const validation = 'share of the rows kept for validation';
  command.addOption(option('--validation <share>', validation, part).default(0.2));
  const patience = 'end after so many without improvement, default a tenth, at least 5';
  command.addOption(option('--patience <epochs>', patience, count(1)));
  command.addOption(option('--seed <seed>', 'of everything random').default('0'));
  const threads = 'threads that share large steps, default 1; auto: one per core';
  command.addOption(option('--threads <count>', threads, countOrAuto));
}
