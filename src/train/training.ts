/** From what `fit` is given to a fitted network: options, rows, targets, and the run. */
import { checkCount, checkKeys, checkLength, fail, failType } from '../check.ts';
import { dense } from '../layer/dense.ts';
import { type Layer, type Shape, sizeOf } from '../layer/layer.ts';
import { unstandardize } from '../layer/standardize.ts';
import { crossEntropy } from '../loss/crossEntropy.ts';
import type { Loss } from '../loss/loss.ts';
import { mse } from '../loss/mse.ts';
import type { Memory } from '../memory/memory.ts';
import { Scope } from '../memory/scope.ts';
import type { MatrixLike } from '../memory/types.ts';
import { crc32 } from '../model/crc32.ts';
import { adamW } from '../optimizer/adamW.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import type { Seed } from '../runtime/random.ts';
import type { Task } from '../runtime/run.ts';
import { Samples } from './batches.ts';
import { factsOf } from './checkpoint.ts';
import { FittedNetwork } from './fittedNetwork.ts';
import { type Run, refitted, train } from './loop.ts';
import { type Measure, measureOf, metricNames } from './measures.ts';
import type { NetworkSettings, TrainOptions, Validation } from './network.ts';
import { type Outline, outlineOf } from './outline.ts';
import { checkPlugins } from './plugin/plugin.ts';
import { loadRows } from './rows.ts';
import { weighed } from './sampleWeights.ts';
import { specOf } from './spec.ts';
import { type Parts, splitAfter, splitRows } from './split.ts';
import { startOf } from './start.ts';
import { type EarlyStopping, Stopper } from './stopping.ts';
import {
  below,
  type CodedTargets,
  checkShares,
  codeTargets,
  isMatrix,
  looksLikeClasses,
  type TargetLike,
} from './targets.ts';
import { checkOptimizer, checkUpdateOptions } from './updates.ts';

/** What `fit` was told. */
export interface Told extends TrainOptions {
  readonly X: MatrixLike;
  readonly y: TargetLike;
}

export function* training(
  layers: readonly Layer[],
  settings: NetworkSettings,
  told: Told,
  memory: Memory,
): Task<FittedNetwork> {
  const scope = new Scope(memory, 'fit');
  try {
    const { run, targets, first } = prepared(scope, layers, settings, told);
    const trained = yield* train(scope, run);
    const { refit = false } = told;
    const { seed, batchSize, epochs, optimizer, loss, input, parts } = run;
    const every = refit && parts.validation > 0 ? splitRows(first, 0, seed) : undefined;
    const left = every ? yield* refitted(scope, run, every, trained) : trained;
    const classes = targets.kind === 'classes' ? targets.classes : undefined;
    const provenance = {
      ...{ seed: String(seed), rows: first, batchSize, epochs, refit },
      ...{ optimizer: optimizer.type, lr: rateOf(optimizer) },
    };
    const plain = { layers: run.layers, input, classes, loss: specOf(loss), provenance };
    return new FittedNetwork({ ...plain, ...left });
  } finally {
    scope.release();
  }
}

/** As many outputs as are wanted; where they are on the scale of y, by way of a standard one. */
function headOf({ outputs, kind }: Samples, loss: Loss, head: 'plain' | 'scaled'): Layer[] {
  const isScaled = head === 'scaled' && measureOf(loss, kind) === 'errors';
  return [dense(outputs), ...(isScaled ? [unstandardize()] : [])];
}

/** What is trained and how, checked, its data in memory; and the targets and number of the rows of X. */
export function prepared(
  scope: Scope,
  layers: readonly Layer[],
  { head, inputShape }: NetworkSettings,
  told: Told,
): { readonly run: Run; readonly targets: CodedTargets; readonly first: number } {
  checkTold(told);
  const { seed = 0, batchSize = 32, epochs = 100, validation = 0.2, optimizer = adamW() } = told;
  const loss = told.loss ?? (looksLikeClasses(told.y) ? crossEntropy() : mse());
  const { samples, targets, first } = loadAll(scope, told, loss);
  const parts = partsOf(samples, first, validation, seed, targets);
  checkBatchSize(batchSize, parts);
  const all = head ? [...layers, ...headOf(samples, loss, head)] : layers;
  const input = inputShape ?? [samples.x.cols];
  checkLength('fit', 'X columns', samples.x.cols, sizeOf(input), 'the product of inputShape');
  const outline = checkOutputs(all, input, samples);
  const isKept = told.checkpoint !== undefined || told.resume !== undefined;
  const run: Run = {
    ...{ where: 'fit', layers: all, input, samples, parts, loss, optimizer, epochs, batchSize },
    ...{ seed, budget: 1000 * (told.timeBudget ?? Infinity), onEpoch: told.onEpoch },
    ...{ checkpoint: told.checkpoint, resume: told.resume, updates: told },
    plugins: told.plugins ?? [],
    start: startOf('fit', told.start, outline, targets),
    stopper: stopperOf(told.earlyStopping, parts, epochs, measureOf(loss, samples.kind)),
    facts: isKept ? factsOfRun({ ...told, loss }, all, samples, targets) : {},
  };
  return { run, targets, first };
}

/** The learning rate, or the type of its schedule. */
function rateOf({ lr }: Optimizer): number | string {
  return typeof lr === 'number' ? lr : lr.type;
}

function checkTold(told: Told): void {
  const { epochs = 100, batchSize = 32, timeBudget, onEpoch, checkpoint, resume, refit } = told;
  checkPlugins('fit', told.plugins ?? []);
  checkCount('fit', 'epochs', epochs, 1);
  checkCount('fit', 'batchSize', batchSize, 1);
  checkUpdateOptions('fit', told);
  if (told.loss !== undefined && typeof told.loss?.plan !== 'function')
    failType('fit', 'loss', 'be a loss such as loss.mse()', told.loss);
  if (told.optimizer !== undefined) checkOptimizer('fit', told.optimizer);
  if (timeBudget !== undefined && !(timeBudget > 0))
    fail('fit', 'timeBudget', 'be a number of seconds > 0', timeBudget);
  if (onEpoch !== undefined && typeof onEpoch !== 'function')
    failType('fit', 'onEpoch', 'be a function', onEpoch);
  if (refit !== undefined && typeof refit !== 'boolean')
    failType('fit', 'refit', 'be true or false', refit);
  if (resume !== undefined && !(resume instanceof Uint8Array))
    failType('fit', 'resume', 'be a Uint8Array', resume);
  if (checkpoint === undefined) return;
  checkKeys('fit: checkpoint', checkpoint, ['every', 'onCheckpoint']);
  checkCount('fit', 'checkpoint.every', checkpoint.every ?? 1, 1);
  if (typeof checkpoint.onCheckpoint !== 'function')
    failType('fit', 'checkpoint.onCheckpoint', 'be a function', checkpoint.onCheckpoint);
}

/** The rows of X, and behind them those that are given for validation. */
function loadAll(scope: Scope, told: Told, loss: Loss) {
  const { X, y, validation } = told;
  const held = typeof validation === 'object' ? checkGiven(validation) : undefined;
  const where = 'fit: validation';
  const rows = held
    ? loadRows(scope, { where: 'fit', X }, { where, X: held.X })
    : loadRows(scope, { where: 'fit', X });
  const first = rows.counts[0]!;
  const kind = loss.takesShares && isMatrix(y) ? 'numbers' : loss.target;
  const targets = codeTargets('fit', y, first, kind);
  checkShares('fit', loss, targets);
  const samplesOf = (all: CodedTargets) =>
    new Samples(scope, rows, all, weighed(told, all, rows.counts));
  if (!held) return { samples: samplesOf(targets), targets, first };
  const known = targets.kind === 'classes' ? targets.classes : undefined;
  const others = codeTargets(where, held.y, rows.rows - first, kind, known);
  checkShares(where, loss, others);
  if (targets.kind === 'numbers' && others.kind === 'numbers')
    checkLength(where, 'y columns', others.count, targets.count, 'as many as before');
  return { samples: samplesOf(below(targets, others)), targets, first };
}

function checkGiven(validation: Validation): Validation {
  checkKeys('fit: validation', validation, ['X', 'y', 'weights']);
  return validation;
}

function partsOf(
  { x }: Samples,
  first: number,
  validation: number | Validation,
  seed: Seed,
  targets: CodedTargets,
): Parts {
  if (typeof validation === 'object') return splitAfter(first, x.rows - first, seed);
  if (!(validation >= 0 && validation < 1))
    fail('fit', 'validation', 'be a share in [0, 1) or rows { X, y }', validation);
  return splitRows(first, validation, seed, targets.kind === 'classes' ? targets.codes : undefined);
}

function checkBatchSize(batchSize: number, { train }: Parts): void {
  const rule = `be at most ${train.length}, the rows to train on`;
  if (batchSize > train.length) fail('fit', 'batchSize', rule, batchSize);
}

/** The last layer has a number per class, or per number of a row of y. */
function checkOutputs(layers: readonly Layer[], input: Shape, samples: Samples): Outline {
  const outline = outlineOf('fit', layers, input);
  const { output, layers: outlined, learnedTargets } = outline;
  const outputs = sizeOf(output);
  const because = samples.kind === 'classes' ? 'one per class' : 'one per number of a row of y';
  const { outputs: wanted } = samples;
  if (outputs !== wanted)
    fail(`fit: ${outlined.at(-1)!.name}`, 'outputs', `be ${wanted} (${because})`, outputs);
  if (learnedTargets && samples.kind === 'classes')
    fail(`fit: ${outlined.at(-1)!.name}`, 'y', 'hold numbers', 'classes');
  return outline;
}

function stopperOf(
  earlyStopping: boolean | EarlyStopping = true,
  parts: Parts,
  epochs: number,
  measure: Measure,
): Stopper | undefined {
  if (earlyStopping === false || (earlyStopping === true && parts.validation === 0))
    return undefined;
  const known = [
    ...(parts.validation > 0 ? ['valLoss', ...metricNames('val', measure)] : []),
    ...['cleanTrainLoss', 'trainLoss', ...metricNames('train', measure)],
    ...['penaltyLoss', 'weightNorm', 'distance', 'gradientNorm', 'implicitReg', 'implicitRegGD'],
  ];
  return new Stopper('fit', earlyStopping === true ? {} : earlyStopping, epochs, known);
}

/** Options that may differ between a checkpoint and the run that goes on from it. */
const FREE = [
  ...['X', 'y', 'validation', 'signal', 'onProgress', 'runtime', 'onEpoch', 'timeBudget'],
  ...['checkpoint', 'resume'],
];

function factsOfRun(told: Told, layers: readonly Layer[], samples: Samples, targets: CodedTargets) {
  const { x, count, kind } = samples;
  const options = Object.entries(told).filter(([key]) => !FREE.includes(key));
  const { epochs = 100, batchSize = 32, seed = 0, validation = 0.2, optimizer = adamW() } = told;
  return factsOf({
    ...{ layers: layers.map(specOf), ...Object.fromEntries(options) },
    ...{ epochs, batchSize, optimizer, loss: specOf(told.loss!), seed: String(seed) },
    validation: typeof validation === 'object' ? 'rows' : validation,
    validationWeights: typeof validation === 'object' ? validation.weights : undefined,
    start: told.start && crc32(told.start.save()),
    rows: [x.rows, x.cols, kind, count],
    X: crc32(...x.bytes()),
    y: crc32(samples.bytes()),
    classes: targets.kind === 'classes' ? targets.classes : undefined,
  });
}
