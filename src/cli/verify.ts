/** `tikhonov verify`: the certificate of a model, recomputed from the data. */
import type { Command } from 'commander';
import { EXIT_HELP } from './exitStatus.ts';
import { addOutputOptions, type OutputFlags, option } from './options.ts';

export interface VerifyFlags extends OutputFlags {
  readonly target?: string;
  readonly time?: string;
  readonly event?: string;
}

const EXAMPLES = `
Examples:
  tikhonov verify model.json data.csv
  tikhonov verify model.json data.csv --json
`;

export function defineVerify(program: Command): void {
  const command = program
    .command('verify')
    .summary('recompute the certificate of a model')
    .description(
      'Recompute the duality gap of a model from the data it was fitted to, without the solver: ' +
        'proof that no other coefficients are better by more.',
    )
    .argument('<model>', 'file written by fit or cv')
    .argument('<data>', 'the data it was fitted to');
  const needed = 'the column to predict, for a model saved without it';
  command.addOption(option('--target <column>', needed));
  command.addOption(option('--time <column>', 'the same for times of follow-up'));
  command.addOption(option('--event <column>', 'the same for events'));
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action(async (model: string, data: string, flags: VerifyFlags) =>
    (await import('./runVerify.ts')).runVerify(model, data, flags),
  );
}
