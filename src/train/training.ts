/** From what `fit` is given to a fitted network: options, rows, targets, and the run. */
import { checkCount, checkKeys, checkLength, fail, failType } from '../check.ts';
import { dense } from '../layer/dense.ts';
import { type Layer, type Shape, sizeOf } from '../layer/layer.ts';
import { unstandardize } from '../layer/standardize.ts';
import { crossEntropy } from '../loss/crossEntropy.ts';
import type { Loss } from '../loss/loss.ts';
import { mse } from '../loss/mse.ts';
import type { Memory } from '../memory/memory.ts';
import { precisionOf } from '../memory/precision.ts';
import { Scope } from '../memory/scope.ts';
import type { MatrixLike } from '../memory/types.ts';
import { adamW } from '../optimizer/adamW.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import type { Seed } from '../runtime/random.ts';
import { awaited, type Task } from '../runtime/run.ts';
import { Samples } from './batches.ts';
import { factsOfRun } from './facts.ts';
import { FittedNetwork } from './fittedNetwork.ts';
import { type Run, refitted, type Trained, Training } from './loop.ts';
import { measureOf, metricNames } from './measures.ts';
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
  checkTargets,
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
    const ready = prepared(scope, layers, settings, told);
    const whole = new Training(scope, ready.run);
    try {
      return yield* trained(scope, ready, whole, told);
    } catch (error) {
      const left = told.onReject && whole.rescued();
      if (left) yield* awaited(told.onReject!(fittedOf(ready, left, false)));
      throw error;
    }
  } finally {
    scope.release();
  }
}

/** To the end, and once more on all rows where that is wanted. */
function* trained(
  scope: Scope,
  ready: Prepared,
  whole: Training,
  { refit = false }: Told,
): Task<FittedNetwork> {
  const { run, first } = ready;
  const left = yield* whole.toEnd();
  if (!refit || run.parts.validation === 0) return fittedOf(ready, left, refit);
  const every = splitRows(first, 0, run.seed);
  const weights = yield* refitted(scope, run, every, left.bestEpoch);
  if (!weights) return fittedOf(ready, { ...left, ending: 'time' }, false);
  return fittedOf(ready, { ...left, weights }, true);
}

function fittedOf({ run, targets, first }: Prepared, left: Trained, refit: boolean): FittedNetwork {
  const { seed, batchSize, epochs, optimizer, loss, input, layers } = run;
  const classes = targets.kind === 'classes' ? targets.classes : undefined;
  const provenance = {
    ...{ seed: String(seed), rows: first, batchSize, epochs, refit },
    ...{ optimizer: optimizer.type, lr: rateOf(optimizer) },
  };
  return new FittedNetwork({ layers, input, classes, loss: specOf(loss), provenance, ...left });
}

/** As many outputs as are wanted; where they are on the scale of y, by way of a standard one. */
function headOf({ outputs, kind }: Samples, loss: Loss, head: 'plain' | 'scaled'): Layer[] {
  const isScaled = head === 'scaled' && measureOf(loss, kind) === 'errors';
  return [dense(outputs), ...(isScaled ? [unstandardize()] : [])];
}

/** What is trained and how, its data in memory; and the targets and number of the rows of X. */
interface Prepared {
  readonly run: Run;
  readonly targets: CodedTargets;
  readonly first: number;
}

/** A run of checked arguments. */
export function prepared(
  scope: Scope,
  layers: readonly Layer[],
  { head, inputShape }: NetworkSettings,
  told: Told,
): Prepared {
  checkTold(told);
  const { seed = 0, epochs = 100, validation = 0.2, optimizer = adamW() } = told;
  const isLate = deadline(told.timeBudget);
  const loss = told.loss ?? (looksLikeClasses(told.y) ? crossEntropy() : mse());
  const { samples, targets, first } = loadAll(scope, told, loss);
  const parts = partsOf(samples, first, validation, seed, targets);
  const batchSize = batchSizeOf(told.batchSize, parts);
  const all = head ? [...layers, ...headOf(samples, loss, head)] : layers;
  const input = inputShape ?? [samples.x.cols];
  checkLength('fit', 'X columns', samples.x.cols, sizeOf(input), 'the product of inputShape');
  const outline = checkOutputs(all, input, samples);
  const isKept = told.checkpoint !== undefined || told.resume !== undefined;
  const kept = { ...told, loss, batchSize, precision: precisionOf(scope.memory) };
  const run: Run = {
    ...{ where: 'fit', layers: all, input, samples, parts, loss, optimizer, epochs, batchSize },
    ...{ seed, isLate, onEpoch: told.onEpoch, isRescued: told.onReject !== undefined },
    ...{ checkpoint: told.checkpoint, resume: told.resume, updates: told },
    plugins: told.plugins ?? [],
    start: startOf('fit', told.start, outline, targets),
    stopper: stopperOf(told.earlyStopping, parts, epochs, samples, loss),
    facts: isKept ? factsOfRun(kept, all, samples, targets) : {},
  };
  return { run, targets, first };
}

/** The learning rate, or the type of its schedule. */
function rateOf({ lr }: Optimizer): number | string {
  return typeof lr === 'number' ? lr : lr.type;
}

function checkTold(told: Told): void {
  const { epochs = 100, batchSize, timeBudget, checkpoint, resume, refit } = told;
  checkPlugins('fit', told.plugins ?? []);
  checkCount('fit', 'epochs', epochs, 1);
  if (batchSize !== undefined) checkCount('fit', 'batchSize', batchSize, 1);
  checkUpdateOptions('fit', told);
  if (told.loss !== undefined && typeof told.loss?.plan !== 'function')
    failType('fit', 'loss', 'be a loss such as loss.mse()', told.loss);
  if (told.optimizer !== undefined) checkOptimizer('fit', told.optimizer);
  if (timeBudget !== undefined && !(timeBudget > 0))
    fail('fit', 'timeBudget', 'be a number of seconds > 0', timeBudget);
  for (const name of ['onEpoch', 'onReject'] as const)
    if (told[name] !== undefined && typeof told[name] !== 'function')
      failType('fit', name, 'be a function', told[name]);
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
  checkTargets('fit', loss, targets);
  const samplesOf = (all: CodedTargets) =>
    new Samples(scope, rows, all, weighed(told, all, rows.counts));
  if (!held) return { samples: samplesOf(targets), targets, first };
  const known = targets.kind === 'classes' ? targets.classes : undefined;
  const others = codeTargets(where, held.y, rows.rows - first, kind, known);
  checkTargets(where, loss, others);
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
  const codes = targets.kind === 'classes' ? targets.codes : undefined;
  const parts = splitRows(first, validation, seed, codes);
  if (parts.train.length === 0) fail('fit', 'validation', 'leave rows to train on', validation);
  return parts;
}

/** Rows of a step where there are as many. */
const BATCH = 32;

function batchSizeOf(given: number | undefined, { train }: Parts): number {
  const batchSize = given ?? Math.min(BATCH, train.length);
  const rule = `be at most ${train.length}, the rows to train on`;
  if (batchSize > train.length) fail('fit', 'batchSize', rule, batchSize);
  return batchSize;
}

/** Whether so many seconds from now are over. */
function deadline(seconds = Infinity): () => boolean {
  const since = performance.now();
  return () => seconds < Infinity && performance.now() - since > 1000 * seconds;
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
  { kind }: Samples,
  loss: Loss,
): Stopper | undefined {
  if (earlyStopping === false || (earlyStopping === true && parts.validation === 0))
    return undefined;
  const measure = measureOf(loss, kind);
  const known = [
    ...(parts.validation > 0 ? ['valLoss', ...metricNames('val', measure)] : []),
    ...['cleanTrainLoss', 'trainLoss', ...metricNames('train', measure)],
    ...['penaltyLoss', 'weightNorm', 'distance', 'gradientNorm', 'implicitReg', 'implicitRegGD'],
  ];
  const { signed = [] } = loss;
  const options = earlyStopping === true ? {} : earlyStopping;
  return new Stopper('fit', options, epochs, { known, signed });
}
