/** `tikhonov cv`: choose λ and the share of L1 by cross-validation. */
import type { Command } from 'commander';
import type { Measure } from '../select/types.ts';
import { EXIT_HELP } from './exitStatus.ts';
import { addFamilyOptions, type FamilyFlags } from './familyFlags.ts';
import { addFoldOptions, type FoldFlags } from './foldFlags.ts';
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
import { choice, count, countOrAuto, fraction, list, share, strength } from './parse.ts';
import { addPenaltyOptions, type PenaltyFlags } from './penaltyFlags.ts';

export interface CvFlags
  extends DataFlags,
    FamilyFlags,
    ModelFlags,
    PenaltyFlags,
    FoldFlags,
    OutputFlags {
  readonly group?: string;
  readonly l1Ratio?: number[];
  readonly nLambda?: number;
  readonly lambdaMinRatio?: number;
  readonly lambdas?: number[];
  readonly measure?: Measure;
  readonly select: 'min' | '1se';
  readonly out?: string;
  readonly report?: string;
  readonly predictions?: string;
  readonly threads?: number | 'auto';
}

/** Each family has some of them, and refuses the others. */
const MEASURES = [
  'mse',
  'mae',
  'r2',
  'deviance',
  'class',
  'auc',
  'logloss',
  'cindex',
] as const satisfies readonly Measure[];

const EXAMPLES = `
Examples:
  tikhonov cv data.csv --target price --out model.json --report report.html
  tikhonov cv data.csv --target price --l1-ratio 1,0.5 --select 1se --ignore id
  tikhonov cv data.csv --target price --model ridge --group customer --folds 5
  tikhonov cv data.csv --target species --measure class
  tikhonov cv data.csv --family cox --time days --event died
`;

export function defineCv(program: Command): void {
  const command = program
    .command('cv')
    .summary('choose the strength by cross-validation')
    .description(
      'Cross-validate along a grid of lambda, for one or several shares of L1 on the same folds, ' +
        'and fit the chosen model to all rows. Every fit is certified.',
    )
    .argument('<data>', 'table with a header, .svm or .npy');
  addOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action((data: string, flags: CvFlags) =>
    interruptible(async (signal) => (await import('./runCv.ts')).runCv(data, flags, signal)),
  );
}

function addOptions(command: Command): void {
  addDataOptions(command);
  addFamilyOptions(command);
  command.optionsGroup('Model:');
  const ratios = list(share);
  command.addOption(
    option('--l1-ratio <shares>', 'shares of L1 to try, default 1,0.9,0.5,0.1', ratios),
  );
  command.addOption(
    option('--n-lambda <count>', 'size of the grid of lambda, default 100', count(1)),
  );
  const least = 'smallest lambda as a share of the largest, default 1e-4';
  command.addOption(option('--lambda-min-ratio <share>', least, fraction));
  const grid = list(strength);
  command.addOption(
    option('--lambdas <strengths>', 'the grid itself', grid).conflicts([
      'nLambda',
      'lambdaMinRatio',
    ]),
  );
  addModelOptions(command, '--lambdas');
  addPenaltyOptions(command);
  addFoldOptions(command);
  command.optionsGroup('Choice:');
  const measure = choice(...MEASURES);
  const measures = `${MEASURES.join(', ')}; default mse, of other families deviance`;
  command.addOption(option('--measure <name>', measures, measure));
  const select = choice('min', '1se');
  const rule = 'min: the best mean; 1se: the strongest within one standard error';
  command.addOption(option('--select <rule>', rule, select).default('min'));
  command.optionsGroup('Work:');
  const threads = 'threads that share the folds, default 1; auto: one per core';
  command.addOption(option('--threads <count>', threads, countOrAuto));
  command.optionsGroup('Output:');
  command.option('--out <file>', 'write the chosen model as JSON');
  command.option('--report <file>', 'write a report as one HTML page');
  command.option('--predictions <file>', 'write out-of-fold predictions as CSV');
  addOutputOptions(command);
}
