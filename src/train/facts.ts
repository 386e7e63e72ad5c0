/** By which a checkpoint and the run that goes on from it are told to be the same. */
import type { Layer } from '../layer/layer.ts';
import { crc32 } from '../model/crc32.ts';
import { adamW } from '../optimizer/adamW.ts';
import type { Samples } from './batches.ts';
import { factsOf } from './checkpoint.ts';
import { specOf } from './spec.ts';
import type { CodedTargets } from './targets.ts';
import type { Told } from './training.ts';

/** Options that may differ between a checkpoint and the run that goes on from it. */
const FREE = [
  ...['X', 'y', 'validation', 'signal', 'onProgress', 'runtime', 'onEpoch', 'timeBudget'],
  ...['onReject', 'checkpoint', 'resume'],
];

/** What a checkpoint says of the run that it is of. */
export function factsOfRun(
  told: Told & { readonly precision: string },
  layers: readonly Layer[],
  samples: Samples,
  targets: CodedTargets,
): Record<string, string> {
  const { x, count, kind } = samples;
  const options = Object.entries(told).filter(([key]) => !FREE.includes(key));
  const { epochs = 100, seed = 0, validation = 0.2, optimizer = adamW() } = told;
  return factsOf({
    ...{ layers: layers.map(specOf), ...Object.fromEntries(options) },
    ...{ epochs, optimizer, loss: specOf(told.loss!), seed: String(seed) },
    validation: typeof validation === 'object' ? 'rows' : validation,
    validationWeights: typeof validation === 'object' ? validation.weights : undefined,
    start: told.start && crc32(told.start.save()),
    rows: [x.rows, x.cols, kind, count],
    X: crc32(...x.bytes()),
    y: crc32(samples.bytes()),
    classes: targets.kind === 'classes' ? targets.classes : undefined,
  });
}
