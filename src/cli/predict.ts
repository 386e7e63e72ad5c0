/** `tikhonov predict`: predictions of new rows as CSV. */
import type { Command } from 'commander';
import { EXIT_HELP } from './exitStatus.ts';
import { interruptible } from './interruption.ts';
import { addOutputOptions, type OutputFlags, option } from './options.ts';
import { list, names, strength } from './parse.ts';

export interface PredictFlags extends OutputFlags {
  readonly id?: string[];
  readonly link?: boolean;
  readonly times?: number[];
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  tikhonov predict model.json new.csv > predictions.csv
  tikhonov predict model.json new.csv --id customer,month --out predictions.csv
  tikhonov predict survival.json new.csv --times 365,730
  tikhonov predict network.safetensors new.csv
`;

export function definePredict(program: Command): void {
  const command = program
    .command('predict')
    .summary('predict new rows')
    .description(
      'Predict new rows, encoded as the training table was. Columns are found by name; the ' +
        'target may be missing. Prints CSV with a column "prediction", empty where a number is ' +
        'missing that training never missed: the mean, the label (with "p(label)" for the ' +
        'probability of each), or the hazard ratio to a row of zeros.',
    )
    .argument('<model>', 'file written by fit, cv or train')
    .argument('<data>', 'table with a header, .svm or .npy');
  command.addOption(option('--id <columns>', 'columns copied to the output', names));
  command.option(
    '--link',
    'the linear predictor, of networks the last layer: log odds, log mean, log hazard',
  );
  const times = 'of cox: also the probability of no event by then, "survival(time)"';
  command.addOption(option('--times <times>', times, list(strength)).conflicts(['link']));
  command.option('--out <file>', 'write there instead of printing');
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action((model: string, data: string, flags: PredictFlags) =>
    interruptible(async (signal) =>
      (await import('./runPredict.ts')).runPredict({ model, data, flags }, signal),
    ),
  );
}
