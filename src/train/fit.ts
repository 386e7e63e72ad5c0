/** What a training run consists of in memory, an epoch of steps, and what is measured after it. */
import { fail } from '../check.ts';
import type { Layer, Shape } from '../layer/layer.ts';
import type { Loss } from '../loss/loss.ts';
import { type NetworkKernels, networkKernels, reserveReals } from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import type { Seed } from '../runtime/random.ts';
import type { Task } from '../runtime/run.ts';
import { Plans, type Samples } from './batches.ts';
import { GradientSums } from './gradientSums.ts';
import type { EpochLog } from './history.ts';
import { type Evaluation, evaluate, measureOf, metricNames } from './measures.ts';
import { learnMoments } from './moments.ts';
import { outlineOf } from './outline.ts';
import { blamed, type Plan } from './plan.ts';
import { checkIndices } from './rows.ts';
import type { WeighOptions } from './sampleWeights.ts';
import type { Parts } from './split.ts';
import { Store, type Weights } from './store.ts';
import { type UpdateOptions, Updates } from './updates.ts';

/** What an epoch is made of. */
export interface Work {
  readonly where: string;
  readonly layers: readonly Layer[];
  /** Shape of a row of X. */
  readonly input: Shape;
  readonly samples: Samples;
  readonly parts: Parts;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly updates: UpdateOptions & Pick<WeighOptions, 'labelNoise'>;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: Seed;
  /** Whether the best weights are to be kept aside. */
  readonly keepsBest: boolean;
}

/** Bytes that a run cannot go on without, by name. */
export interface Block {
  readonly name: string;
  readonly kind: 'reals' | 'words' | 'bytes';
  readonly at: number;
  readonly bytes: number;
}

/** Batches of evaluation have this many rows. */
const MANY = 256;

export class Trainer {
  readonly #work: Work;
  readonly #kernels: NetworkKernels;
  readonly #store: Store;
  readonly #clock: number;
  readonly #list: number;
  readonly #check: number;
  readonly #shuffle: number;
  readonly #flips: number;
  readonly #training: Plans;
  readonly #evaluation: Evaluation;
  readonly #updates: Updates;
  readonly #sums: GradientSums;
  readonly #best: number;
  /** Rows that make no batch alone, where a layer needs more. */
  readonly #least: number;

  constructor(scope: Scope, work: Work) {
    const { where, layers, input, samples, loss, optimizer, seed, parts, batchSize } = work;
    this.#work = work;
    const kernels = networkKernels(scope.memory);
    this.#kernels = kernels;
    const outline = outlineOf(where, layers, input);
    checkIndices(where, samples.x, outline.indices);
    const store = new Store(scope, outline);
    this.#store = store;
    this.#least = checkBatch(where, store, batchSize);
    store.train(optimizer);
    store.initialize(seed);
    this.#clock = scope.i32(1);
    this.#list = scope.putI32(parts.train);
    this.#check = scope.putI32(parts.check);
    learnMoments(store, samples.x, this.#list, parts.train.length, outline.learned);
    this.#shuffle = store.noise(seed, 'shuffle', this.#clock);
    this.#flips = store.noise(seed, 'labelNoise', this.#clock);
    const workspace = scope.reserve(kernels.gemm_workspace());
    const outputs = { kind: samples.kind, count: samples.count };
    const common = {
      ...{ where, layers, input, seed, clock: this.#clock, work: workspace, loss, outputs },
      isWeighted: samples.weights > 0,
      freeze: work.updates.freeze,
    };
    this.#training = new Plans(store, { ...common, isTraining: true, isNoisy: true }, batchSize);
    const plans = new Plans(store, { ...common, isTraining: false, isNoisy: false }, MANY);
    this.#evaluation = { kernels, plans, samples, measure: measureOf(loss, samples.kind) };
    const batchesPerEpoch = Math.ceil((parts.train.length - this.#least + 1) / batchSize);
    const place = {
      ...{ where, epochs: work.epochs, batchesPerEpoch, work: workspace, seed },
      clock: this.#clock,
    };
    this.#updates = new Updates(store, optimizer, work.updates, place);
    this.#sums = new GradientSums(store);
    this.#best = work.keepsBest ? reserveReals(scope, store.length) : 0;
  }

  /** Steps until all rows were seen or `isOver` says so, then the measures. */
  *epoch(epoch: number, isOver: () => boolean): Task<EpochLog> {
    const { parts, samples } = this.#work;
    const kernels = this.#kernels;
    const count = parts.train.length;
    let loss = 0;
    let total = 0;
    let steps = 0;
    let done = 0;
    kernels.clock_tick(this.#clock);
    kernels.shuffle_list(count, this.#shuffle, this.#list);
    this.#sums.clear();
    while (count - done >= this.#least) {
      const plan = this.#training.next(count - done);
      const weight = samples.gather(plan, this.#list + 4 * done);
      kernels.clock_tick(this.#clock);
      this.#flip(plan);
      const cost = plan.step();
      steps++;
      if (cost - cost !== 0) this.#stop(plan, cost, steps, epoch);
      this.#sums.add();
      this.#updates.step(weight, count - done - plan.batch < this.#least);
      loss += weight * cost;
      total += weight;
      done += plan.batch;
      yield;
      if (isOver()) break;
    }
    const measures = yield* this.#measures();
    if (Number.isNaN(measures.cleanTrainLoss))
      this.#stop(this.#evaluation.plans.next(parts.clean), Number.NaN, steps, epoch);
    const { cleanTrainLoss, valLoss } = measures;
    this.#updates.endEpoch(Number.isNaN(valLoss) ? cleanTrainLoss : valLoss);
    const { rate, penaltyLoss } = this.#updates;
    return {
      ...{ epoch, lr: rate, trainLoss: loss / total, ...measures, penaltyLoss },
      ...this.#norms(rate, steps),
    };
  }

  /** Labels of this step that are others. */
  #flip({ batch, targets }: Plan): void {
    const { updates, samples } = this.#work;
    const { labelNoise = 0 } = updates;
    if (labelNoise > 0)
      this.#kernels.flip_labels(batch, samples.outputs, labelNoise, this.#flips, targets.labels);
  }

  #norms(rate: number, steps: number) {
    const kernels = this.#kernels;
    const { weights, at } = this.#store;
    const [squares, ofSum] = this.#sums.squares;
    const square = squares / steps;
    return {
      weightNorm: Math.sqrt(kernels.squares(weights, at)),
      gradientNorm: Math.sqrt(square),
      implicitReg: (rate / 4) * square,
      implicitRegGD: (rate / 4) * (ofSum / (steps * steps)),
    };
  }

  *#measures(): Task<Pick<EpochLog, 'cleanTrainLoss' | 'valLoss'>> {
    const { validation, clean } = this.#work.parts;
    const { measure } = this.#evaluation;
    const score = yield* evaluate(this.#evaluation, this.#check, clean);
    const named = (part: 'train' | 'val', values: readonly number[]) =>
      Object.fromEntries(metricNames(part, measure).map((name, k) => [name, values[k]!]));
    const train = { cleanTrainLoss: score.loss, ...named('train', score.values) };
    if (validation === 0) return { ...train, valLoss: Number.NaN };
    const held = yield* evaluate(this.#evaluation, this.#check + 4 * clean, validation);
    return { ...train, valLoss: held.loss, ...named('val', held.values) };
  }

  /** @throws RangeError that names the first layer whose output is not finite. */
  #stop(plan: Plan, cost: number, step: number, epoch: number): never {
    const layer = blamed(plan, this.#store.scope.memory);
    const place = layer
      ? `the output of ${layer} is the first that is not`
      : 'all outputs still are';
    const rule = `be finite in step ${step} of epoch ${epoch}`;
    const hint = `${place}; a smaller learning rate may help`;
    return fail(this.#work.where, 'the loss', rule, cost, hint);
  }

  get weights(): Weights {
    return this.#store.read();
  }

  /** Remember the weights as they are. */
  keep(): void {
    this.#copy(this.#store.at, this.#best);
  }

  restore(): void {
    this.#copy(this.#best, this.#store.at);
  }

  /** Everything that the next epoch depends on, and the best weights. */
  get blocks(): readonly Block[] {
    const store = this.#store;
    const bytes = store.bytes;
    const rows = this.#work.parts.train.length;
    return [
      { name: 'network', kind: 'reals', at: store.at, bytes },
      ...store.kept.map(
        ({ at, bytes }, k) => ({ name: `slot${k}`, kind: 'reals', at, bytes }) as const,
      ),
      ...(this.#best ? [{ name: 'best', kind: 'reals', at: this.#best, bytes } as const] : []),
      ...this.#updates.blocks,
      { name: 'clock', kind: 'words', at: this.#clock, bytes: 4 },
      { name: 'order', kind: 'words', at: this.#list, bytes: 4 * rows },
    ];
  }

  #copy(from: number, to: number): void {
    const { scope, bytes } = this.#store;
    scope.memory.bytes(to, bytes).set(scope.memory.bytes(from, bytes));
  }
}

/** Rows that the last batch of an epoch needs at least. */
function checkBatch(where: string, { outline }: Store, batchSize: number): number {
  const { least } = outline;
  if (batchSize >= least.samples) return least.samples;
  const hint = `${least.layer} needs the statistics of several`;
  return fail(where, 'batchSize', `be at least ${least.samples}`, batchSize, hint);
}
