import { readDataset } from '../data/readDataset.ts';
import { crossValidate } from '../select/crossValidate.ts';
import type { CVOptions } from '../select/types.ts';
import type { CvFlags } from './cv.ts';
import { outputsOf } from './cvOutputs.ts';
import { cvJson, cvSummary } from './cvSummary.ts';
import { estimatorOf } from './estimatorOf.ts';
import { EXIT } from './exitStatus.ts';
import { checkClasses, foldsOf } from './foldFlags.ts';
import { gridNotes, notesOf } from './notesOf.ts';
import { checkShare, schemaOf } from './options.ts';
import { progressBar } from './progressBar.ts';
import { Stopwatch } from './stopwatch.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

/**
 * Cross-validate, write the files, print.
 * @throws as the library does; Interruption where the signal comes.
 */
export async function runCv(data: string, flags: CvFlags, signal: AbortSignal): Promise<void> {
  const { out, report, predictions, json, quiet } = flags;
  checkShare(flags, flags.l1Ratio?.join(','));
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
