import { fail } from '../check.ts';
import type { Dataset } from '../data/types.ts';
import type { FitData } from '../linear/types.ts';
import { estimatorOf } from './estimatorOf.ts';
import { EXIT } from './exitStatus.ts';
import { familyGiven } from './familyFlags.ts';
import type { FitFlags } from './fit.ts';
import { fitJson, fitSummary } from './fitSummary.ts';
import { metaFor } from './metaFor.ts';
import { notesOf } from './notesOf.ts';
import { checkShare } from './options.ts';
import { checkPenalty } from './penaltyFlags.ts';
import { progressBar } from './progressBar.ts';
import { Stopwatch } from './stopwatch.ts';
import { readTraining } from './training.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

/**
 * Fit, write the model, print.
 * @throws as the library does; Interruption where the signal comes.
 */
export async function runFit(data: string, flags: FitFlags, signal: AbortSignal): Promise<void> {
  const { lambda, l1Ratio, out, json, quiet } = flags;
  checkShare(flags, l1Ratio?.toString());
  checkPenalty(flags, l1Ratio === undefined ? [] : [l1Ratio]);
  familyGiven(flags);
  if (lambda === undefined)
    fail('tikhonov', '--lambda', 'be given', undefined, 'tikhonov cv chooses it from the data');
  await checkOutputs({ '--out': out }, [data]);
  const stopwatch = new Stopwatch();
  const bar = await progressBar('path', quiet || json);
  try {
    const training = await readTraining(data, flags);
    stopwatch.lap();
    const { dataset, y } = training;
    const estimator = estimatorOf(flags, training, {
      lambda,
      ...(l1Ratio !== undefined && { l1Ratio }),
    });
    const { onProgress } = bar;
    const run = { signal, ...(onProgress && { onProgress }) };
    const fitted = await estimator.fit(dataset.X, y, { ...rowData(dataset), ...run });
    stopwatch.lap();
    const model = fitted.withMeta(metaFor(training, data));
    if (out !== undefined) await writeFiles(new Map([[out, model.save()]]), signal);
    stopwatch.lap();
    bar.stop();
    const notes = notesOf(dataset, model.notes);
    const { penalty } = flags;
    const seconds = stopwatch.seconds();
    const result = { data, training, model, penalty, notes, out, seconds };
    if (json) console.log(JSON.stringify(fitJson(result)));
    else if (!quiet) console.log(fitSummary(result));
    process.exitCode = model.certificate.ok ? EXIT.done : EXIT.uncertified;
  } finally {
    bar.stop();
  }
}

/** What a data set says of its rows and columns. */
function rowData({ weights, offset, impute, featureNames }: Dataset): FitData {
  return {
    featureNames,
    ...(weights && { weights }),
    ...(offset && { offset }),
    ...(impute && { impute }),
  };
}
