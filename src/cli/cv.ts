/** `tikhonov cv`: choose λ and the share of L1 by cross-validation. */
import type { Command } from 'commander';
import { readDataset } from '../data/readDataset.ts';
import { crossValidate } from '../select/crossValidate.ts';
import type { CVOptions } from '../select/types.ts';
import { type CvFlags, checkCvFlags, defineCvOptions } from './cvFlags.ts';
import { outputsOf } from './cvOutputs.ts';
import { cvJson, cvSummary } from './cvSummary.ts';
import { EXIT, EXIT_HELP } from './exitStatus.ts';
import { checkClasses, foldsOf } from './foldFlags.ts';
import { interruptible } from './interruption.ts';
import { gridNotes, notesOf } from './notesOf.ts';
import { estimatorOf, schemaOf } from './options.ts';
import { progressBar } from './progressBar.ts';
import { Stopwatch } from './stopwatch.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

const EXAMPLES = `
Examples:
  tikhonov cv data.csv --target price --out model.json --report report.html
  tikhonov cv data.csv --target price --l1-ratio 1,0.5 --select 1se --ignore id
  tikhonov cv data.csv --target price --model ridge --group customer --folds 5
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
  defineCvOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action((data: string, flags: CvFlags) =>
    interruptible((signal) => runCv(data, flags, signal)),
  );
}

async function runCv(data: string, flags: CvFlags, signal: AbortSignal): Promise<void> {
  checkCvFlags(flags);
  const { out, report, predictions, json, quiet } = flags;
  await checkOutputs({ '--out': out, '--report': report, '--predictions': predictions }, [data]);
  const stopwatch = new Stopwatch();
  const bar = await progressBar('folds', quiet || json);
  try {
    const dataset = await readDataset(data, schemaOf(flags));
    checkClasses(flags, dataset);
    stopwatch.lap();
    const { onProgress } = bar;
    const options = { ...cvOptions(flags), signal, ...(onProgress && { onProgress }) };
    const cv = await crossValidate(estimatorOf(flags), dataset, undefined, options);
    stopwatch.lap();
    const notes = [...notesOf(dataset, cv.notes), ...gridNotes(cv)];
    await writeFiles(await outputsOf({ data, flags, dataset, cv, notes }), signal);
    stopwatch.lap();
    bar.stop();
    const result = { data, flags, dataset, cv, notes, seconds: stopwatch.seconds() };
    if (json) console.log(JSON.stringify(cvJson(result)));
    else if (!quiet) console.log(cvSummary(result));
    process.exitCode = cv.fits.failed === 0 ? EXIT.done : EXIT.uncertified;
  } finally {
    bar.stop();
  }
}

function cvOptions(flags: CvFlags): CVOptions {
  const { model, l1Ratio = DEFAULT_RATIOS, nLambda, lambdaMinRatio, lambdas } = flags;
  return {
    folds: foldsOf(flags),
    seed: flags.seed,
    measure: flags.measure,
    select: flags.select,
    ...(model === 'elasticNet' && { l1Ratios: l1Ratio }),
    ...(nLambda !== undefined && { nLambda }),
    ...(lambdaMinRatio !== undefined && { lambdaMinRatio }),
    ...(lambdas !== undefined && { lambdas }),
  };
}

/** Shares of L1 tried for an elastic net. */
const DEFAULT_RATIOS = [1, 0.9, 0.5, 0.1];
