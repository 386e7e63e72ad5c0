/** `tikhonov fit`: one model at one λ. */
import type { Command } from 'commander';
import { fail } from '../check.ts';
import { readDataset } from '../data/readDataset.ts';
import { EXIT, EXIT_HELP } from './exitStatus.ts';
import { fitJson, fitSummary } from './fitSummary.ts';
import { interruptible } from './interruption.ts';
import type { ModelMeta } from './modelFile.ts';
import { notesOf } from './notesOf.ts';
import {
  addDataOptions,
  addModelOptions,
  addOutputOptions,
  type DataFlags,
  estimatorOf,
  type ModelFlags,
  type OutputFlags,
  option,
  schemaOf,
} from './options.ts';
import { share, strength } from './parse.ts';
import { progressBar } from './progressBar.ts';
import { Stopwatch } from './stopwatch.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

export interface FitFlags extends DataFlags, ModelFlags, OutputFlags {
  readonly lambda?: number;
  readonly l1Ratio?: number;
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  tikhonov fit data.csv --target price --lambda 0.1 --out model.json
  tikhonov fit data.csv --target price --model ridge --lambda 2 --ignore id,name
`;

export function defineFit(program: Command): void {
  const command = program
    .command('fit')
    .summary('fit one model at one strength')
    .description('Fit a linear model at one strength lambda and certify the fit.')
    .argument('<data>', 'table with a header, .svm or .npy');
  addDataOptions(command);
  command.optionsGroup('Model:');
  command.addOption(option('--lambda <strength>', 'strength of the penalty, >= 0', strength));
  command.addOption(
    option('--l1-ratio <share>', 'share of L1 of an elasticNet, default 0.5', share),
  );
  addModelOptions(command, '--lambda');
  command.optionsGroup('Output:');
  command.option('--out <file>', 'write the model as JSON');
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action((data: string, flags: FitFlags) =>
    interruptible((signal) => runFit(data, flags, signal)),
  );
}

async function runFit(data: string, flags: FitFlags, signal: AbortSignal): Promise<void> {
  const { lambda, l1Ratio, out, json, quiet } = flags;
  if (lambda === undefined)
    fail('tikhonov', '--lambda', 'be given', undefined, 'tikhonov cv chooses it from the data');
  const estimator = estimatorOf(flags, { lambda, ...(l1Ratio !== undefined && { l1Ratio }) });
  await checkOutputs({ '--out': out }, [data]);
  const stopwatch = new Stopwatch();
  const bar = await progressBar('path', quiet || json);
  try {
    const dataset = await readDataset(data, schemaOf(flags));
    stopwatch.lap();
    const { onProgress } = bar;
    const fitted = await estimator.fit(dataset, undefined, {
      signal,
      ...(onProgress && { onProgress }),
    });
    stopwatch.lap();
    const meta: ModelMeta = { encoding: dataset.encoding, data };
    const model = fitted.withMeta(meta);
    if (out !== undefined) await writeFiles(new Map([[out, model.save()]]), signal);
    stopwatch.lap();
    bar.stop();
    const notes = notesOf(dataset, model.notes);
    const result = { data, dataset, model, notes, out, seconds: stopwatch.seconds() };
    if (json) console.log(JSON.stringify(fitJson(result)));
    else if (!quiet) console.log(fitSummary(result));
    process.exitCode = model.certificate.ok ? EXIT.done : EXIT.uncertified;
  } finally {
    bar.stop();
  }
}
