/** `tikhonov fit`: one model at one λ. */
import type { Command } from 'commander';
import { EXIT_HELP } from './exitStatus.ts';
import { addFamilyOptions, type FamilyFlags } from './familyFlags.ts';
import { interruptible } from './interruption.ts';
import {
  addDataOptions,
  addModelOptions,
  addOutputOptions,
  type DataFlags,
  type ModelFlags,
  type OutputFlags,
  option,
} from './options.ts';
import { share, strength } from './parse.ts';
import { addPenaltyOptions, type PenaltyFlags } from './penaltyFlags.ts';

export interface FitFlags extends DataFlags, FamilyFlags, ModelFlags, PenaltyFlags, OutputFlags {
  readonly lambda?: number;
  readonly l1Ratio?: number;
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  tikhonov fit data.csv --target price --lambda 0.1 --out model.json
  tikhonov fit data.csv --target price --model ridge --lambda 2 --ignore id,name
  tikhonov fit data.csv --target visits --family poisson --lambda 0.01
`;

export function defineFit(program: Command): void {
  const command = program
    .command('fit')
    .summary('fit one model at one strength')
    .description('Fit a (generalized) linear model at one strength lambda and certify the fit.')
    .argument('<data>', 'table with a header, .svm or .npy');
  addDataOptions(command);
  addFamilyOptions(command);
  command.optionsGroup('Model:');
  command.addOption(option('--lambda <strength>', 'strength of the penalty, >= 0', strength));
  command.addOption(
    option('--l1-ratio <share>', 'share of L1 of an elasticNet, default 0.5', share),
  );
  addModelOptions(command, '--lambda');
  addPenaltyOptions(command);
  command.optionsGroup('Output:');
  command.option('--out <file>', 'write the model as JSON');
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action((data: string, flags: FitFlags) =>
    interruptible(async (signal) => (await import('./runFit.ts')).runFit(data, flags, signal)),
  );
}
