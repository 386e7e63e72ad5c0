import type { LinearEstimator } from '../linear/estimator.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { init } from '../runtime/runtime.ts';
import { crossValidate } from '../select/crossValidate.ts';
import type { CVOptions } from '../select/types.ts';
import type { CvFlags } from './cv.ts';
import { outputsOf, scoredOf } from './cvOutputs.ts';
import { cvJson, cvSummary } from './cvSummary.ts';
import { estimatorOf } from './estimatorOf.ts';
import { EXIT } from './exitStatus.ts';
import { familyGiven, hasStrata } from './familyFlags.ts';
import { checkClasses, foldsOf } from './foldFlags.ts';
import { gridNotes, notesOf } from './notesOf.ts';
import { checkShare } from './options.ts';
import { checkPenalty } from './penaltyFlags.ts';
import { progressBar } from './progressBar.ts';
import { Stopwatch } from './stopwatch.ts';
import { readTraining, type Training } from './training.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

/**
 * Cross-validate, write the files, print.
 * @throws as the library does; Interruption where the signal comes.
 */
export async function runCv(data: string, flags: CvFlags, signal: AbortSignal): Promise<void> {
  const { out, report, predictions, json, quiet } = flags;
  checkShare(flags, flags.l1Ratio?.join(','));
  checkPenalty(flags, flags.l1Ratio ?? []);
  familyGiven(flags);
  await checkOutputs({ '--out': out, '--report': report, '--predictions': predictions }, [data]);
  const stopwatch = new Stopwatch();
  const bar = await progressBar('folds', quiet || json);
  try {
    const { why } = await init({ threads: flags.threads ?? 1 });
    const training = await readTraining(data, flags);
    checkClasses(flags, training);
    stopwatch.lap();
    const { onProgress } = bar;
    const options = { ...cvOptions(flags, training), signal, ...(onProgress && { onProgress }) };
    const { dataset, y } = training;
    const cv = await crossValidate(estimatorFor(flags, training), dataset, y, options);
    stopwatch.lap();
    const notes = [...notesOf(dataset, cv.notes), ...gridNotes(cv), ...(why ? [why] : [])];
    const outcome = { data, flags, training, cv, scored: scoredOf(training, cv), notes };
    await writeFiles(await outputsOf(outcome), signal);
    stopwatch.lap();
    bar.stop();
    const result = { ...outcome, seconds: stopwatch.seconds() };
    if (json) console.log(JSON.stringify(cvJson(result)));
    else if (!quiet) console.log(cvSummary(result));
    process.exitCode = cv.fits.failed === 0 ? EXIT.done : EXIT.uncertified;
  } finally {
    bar.stop();
  }
}

/** A penalty that is no elastic net has its one share from the start. */
function estimatorFor(flags: CvFlags, training: Training): LinearEstimator<FittedModel> {
  const [l1Ratio] = flags.l1Ratio ?? [];
  const isFixed = (flags.penalty ?? 'elasticNet') !== 'elasticNet' && l1Ratio !== undefined;
  return estimatorOf(flags, training, isFixed ? { l1Ratio } : {});
}

function cvOptions(flags: CvFlags, { family }: Training): CVOptions {
  const { model, penalty = 'elasticNet', l1Ratio = DEFAULT_RATIOS } = flags;
  const { measure, nLambda, lambdaMinRatio, lambdas } = flags;
  const isNet = model === 'elasticNet' && penalty === 'elasticNet';
  return {
    folds: foldsOf(flags, hasStrata(family)),
    seed: flags.seed,
    select: flags.select,
    ...(measure !== undefined && { measure }),
    ...(isNet && { l1Ratios: l1Ratio }),
    ...(nLambda !== undefined && { nLambda }),
    ...(lambdaMinRatio !== undefined && { lambdaMinRatio }),
    ...(lambdas !== undefined && { lambdas }),
  };
}

/** Shares of L1 tried for an elastic net. */
const DEFAULT_RATIOS = [1, 0.9, 0.5, 0.1];
