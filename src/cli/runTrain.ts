import { fail } from '../check.ts';
import { adam } from '../optimizer/adam.ts';
import { adamW } from '../optimizer/adamW.ts';
import { init } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import type { FittedNetwork } from '../train/fittedNetwork.ts';
import { mlp } from '../train/mlp.ts';
import type { TrainOptions } from '../train/network.ts';
import { EXIT } from './exitStatus.ts';
import { checkLoss } from './lossFlags.ts';
import type { NetworkMeta } from './modelFile.ts';
import { type NetworkTraining, readNetworkTraining } from './networkTraining.ts';
import { progressBar } from './progressBar.ts';
import { Stopwatch } from './stopwatch.ts';
import type { TrainFlags } from './train.ts';
import { scoresOf } from './trainScores.ts';
import { trainJson, trainSummary } from './trainSummary.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

/**
 * Train, write the network, print.
 * @throws as the library does; Interruption where the signal comes.
 */
export async function runTrain(
  data: string,
  flags: TrainFlags,
  signal: AbortSignal,
): Promise<void> {
  const { out, json, quiet } = flags;
  checkLoss(flags);
  checkDecay(flags);
  await checkOutputs({ '--out': out }, [data]);
  const stopwatch = new Stopwatch();
  const bar = await progressBar('epochs', quiet || json);
  try {
    const { why } = await init({ threads: flags.threads ?? 1 });
    const training = await readNetworkTraining(data, flags);
    stopwatch.lap();
    const { onProgress } = bar;
    const fitted = await trained(training, flags, { signal, ...(onProgress && { onProgress }) });
    const scores = scoresOf(training, fitted);
    stopwatch.lap();
    const { encoding } = training.dataset;
    const meta: NetworkMeta = { encoding, data, ...(training.fills && { fills: training.fills }) };
    if (out !== undefined) await writeFiles(new Map([[out, fitted.withMeta(meta).save()]]), signal);
    stopwatch.lap();
    bar.stop();
    const notes = [...training.notes, ...(why ? [why] : [])];
    const seconds = stopwatch.seconds();
    const result = { data, flags, training, fitted, scores, notes, seconds };
    if (json) console.log(JSON.stringify(trainJson(result)));
    else if (!quiet) console.log(trainSummary(result));
    process.exitCode = EXIT.done;
  } finally {
    bar.stop();
  }
}

function checkDecay({ recipe, weightDecay }: TrainFlags): void {
  if (recipe === 'none' && weightDecay !== undefined)
    fail('tikhonov', '--weight-decay', 'be left out for --recipe none', weightDecay);
}

function trained(
  { dataset, loss, y, weights }: NetworkTraining,
  flags: TrainFlags,
  run: RunOptions,
): Promise<FittedNetwork> {
  const { hidden, recipe, activation, standardize, epochs } = flags;
  const { batchSize, validation, patience, seed } = flags;
  const network = mlp({ hidden, recipe, standardize, ...(activation && { activation }) });
  const options: TrainOptions = {
    ...{ epochs, validation, seed, loss: loss.make(), ...optimizerOf(flags) },
    ...(batchSize !== undefined && { batchSize }),
    ...(patience !== undefined && { earlyStopping: { patience } }),
    ...(weights && { weights }),
    ...run,
  };
  return network.fit(dataset.X, y, options);
}

/** That of the recipe, with other rates. */
function optimizerOf({ recipe, rate, weightDecay }: TrainFlags): Pick<TrainOptions, 'optimizer'> {
  if (rate === undefined && weightDecay === undefined) return {};
  const lr = rate !== undefined && { lr: rate };
  if (recipe === 'none') return { optimizer: adam({ ...lr }) };
  return { optimizer: adamW({ ...lr, ...(weightDecay !== undefined && { weightDecay }) }) };
}
