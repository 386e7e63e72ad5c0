import { fail } from '../check.ts';
import { readDataset } from '../data/readDataset.ts';
import { estimatorOf } from './estimatorOf.ts';
import { EXIT } from './exitStatus.ts';
import type { FitFlags } from './fit.ts';
import { fitJson, fitSummary } from './fitSummary.ts';
import type { ModelMeta } from './modelFile.ts';
import { notesOf } from './notesOf.ts';
import { checkShare, schemaOf } from './options.ts';
import { progressBar } from './progressBar.ts';
import { Stopwatch } from './stopwatch.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

/**
 * Fit, write the model, print.
 * @throws as the library does; Interruption where the signal comes.
 */
export async function runFit(data: string, flags: FitFlags, signal: AbortSignal): Promise<void> {
  const { lambda, l1Ratio, out, json, quiet } = flags;
  checkShare(flags, l1Ratio?.toString());
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
