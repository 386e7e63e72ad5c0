/** What a training run consists of in memory, an epoch of steps, and what is measured after it. */
import { fail } from '../check.ts';
import type { Layer, Shape } from '../layer/layer.ts';
import type { Loss } from '../loss/loss.ts';
import { type NetworkKernels, networkKernels, reserveReals } from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import type { Seed } from '../runtime/random.ts';
import type { Task } from '../runtime/run.ts';
import { Ascent } from './ascent.ts';
import { Average, type AveragePlace } from './average.ts';
import { checkBatch, Plans, type Samples } from './batches.ts';
import type { Block } from './block.ts';
import { GradientSum } from './gradientSum.ts';
import type { EpochLog } from './history.ts';
import { type Evaluation, evaluate, measureOf, metricNames } from './measures.ts';
import { learnMoments } from './moments.ts';
import { outlineOf } from './outline.ts';
import { blamed, type Plan } from './plan.ts';
import type { TrainPlugin } from './plugin/plugin.ts';
import { checkIndices } from './rows.ts';
import type { WeighOptions } from './sampleWeights.ts';
import type { Parts } from './split.ts';
import { begin } from './start.ts';
import { Store, type Weights } from './store.ts';
import { type UpdateOptions, Updates } from './updates.ts';
import type { Sums, Watch } from './watch.ts';

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
  readonly plugins: readonly TrainPlugin[];
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: Seed;
  /** Numbers to begin with in place of random ones. */
  readonly start: Weights | undefined;
  /** Which weights are kept aside as training goes on: those of the best epoch, or of the last. */
  readonly keeps: 'best' | 'last' | 'none';
}

/** Batches of evaluation have this many rows. */
const MANY = 256;

/** Steps are made without a stop for this many milliseconds. */
const PAUSE = 1;

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
  readonly #ascent: Ascent | undefined;
  readonly #average: Average | undefined;
  /** What is measured and left: the average, or the weights that move. */
  readonly #shown: Store;
  readonly #sum: GradientSum;
  readonly #kept: number;
  /** The weights as they begin. */
  readonly #begun: number;
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
    learnMoments(store, samples, this.#list, parts.train.length);
    begin(store, work.start);
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
    this.#updates = this.#updatesOf(workspace);
    this.#ascent = this.#ascentOf();
    this.#average = this.#averageOf(common);
    this.#shown = this.#average?.store ?? store;
    const plans = new Plans(this.#shown, { ...common, isTraining: false, isNoisy: false }, MANY);
    this.#evaluation = { kernels, plans, samples, measure: measureOf(loss, samples.kind) };
    this.#sum = new GradientSum(store);
    this.#kept = work.keeps === 'none' ? 0 : reserveReals(scope, store.length);
    this.#begun = reserveReals(scope, store.weights);
    kernels.copy_numbers(store.weights, store.at, this.#begun);
  }

  #updatesOf(workspace: number): Updates {
    const { where, parts, batchSize, epochs, seed, optimizer, updates, plugins } = this.#work;
    const batchesPerEpoch = Math.ceil((parts.train.length - this.#least + 1) / batchSize);
    return new Updates(this.#store, optimizer, updates, {
      ...{ where, epochs, batchesPerEpoch, work: workspace, seed, clock: this.#clock },
      rate: plugins.find(({ rate }) => rate)?.rate,
    });
  }

  #ascentOf(): Ascent | undefined {
    const rule = this.#work.plugins.find(({ ahead }) => ahead)?.ahead;
    return rule && new Ascent(this.#store, rule, (plan) => this.#take(plan));
  }

  #averageOf(common: AveragePlace['common']): Average | undefined {
    const { plugins, epochs, samples, parts } = this.#work;
    const rule = plugins.find(({ average }) => average)?.average;
    if (!rule) return undefined;
    return new Average({
      ...{ moving: this.#store, rule, epochs, samples, common, most: MANY },
      ...{ list: this.#list, count: parts.train.length, least: this.#least },
      projections: (store) => this.#updates.projections(store),
    });
  }

  /** Steps until all rows were seen or `isOver` says so, then the measures. */
  *epoch(epoch: number, isOver: () => boolean): Task<EpochLog> {
    const cost: Watch['cost'] = (plan, cost, step) => {
      if (cost - cost !== 0) this.#stop(plan, cost, step, epoch);
    };
    const { loss, total, squares, steps } = yield* this.steps({ cost, isOver });
    if (this.#average) yield* this.#average.endEpoch(epoch);
    const measures = yield* this.#measures();
    if (Number.isNaN(measures.cleanTrainLoss))
      this.#stop(this.#evaluation.plans.next(this.#work.parts.clean), Number.NaN, steps, epoch);
    const { cleanTrainLoss, valLoss } = measures;
    this.#updates.endEpoch(Number.isNaN(valLoss) ? cleanTrainLoss : valLoss);
    const { rate, penaltyLoss } = this.#updates;
    return {
      ...{ epoch, lr: rate, trainLoss: loss / total, ...measures, penaltyLoss },
      ...this.#norms(rate, squares / steps, steps),
    };
  }

  /** The rows in another order, and steps on them until all were seen or whoever watches says so. */
  *steps({ cost, isOver }: Watch): Task<Sums> {
    const kernels = this.#kernels;
    const count = this.#work.parts.train.length;
    const sums: Sums = { loss: 0, total: 0, squares: 0, steps: 0 };
    let since = performance.now();
    kernels.clock_tick(this.#clock);
    kernels.shuffle_list(count, this.#shuffle, this.#list);
    this.#store.clear(this.#sum.at);
    for (let done = 0; count - done >= this.#least; ) {
      const plan = this.#training.next(count - done);
      const weight = this.#work.samples.gather(plan, this.#list + 4 * done);
      kernels.clock_tick(this.#clock);
      this.#flip(plan);
      const loss = this.#take(plan);
      sums.steps++;
      cost(plan, loss, sums.steps);
      sums.squares += this.#observe(plan, cost, sums.steps);
      const isLast = count - done - plan.batch < this.#least;
      if (this.#updates.step(weight, isLast)) this.#average?.endStep(this.#updates.steps);
      sums.loss += weight * loss;
      sums.total += weight;
      done += plan.batch;
      // to stop costs as much as a small kernel
      if (performance.now() - since > PAUSE) {
        yield;
        since = performance.now();
      }
      if (isOver()) break;
    }
    return sums;
  }

  /** Leaves the gradient of a batch, 0 for what is frozen; returns its loss. */
  #take(plan: Plan): number {
    const loss = plan.step();
    this.#updates.hold();
    return loss;
  }

  /** Adds up a batch's gradient, which may then become another; returns ‖g‖² of the first. */
  #observe(plan: Plan, cost: Watch['cost'], step: number): number {
    const square = this.#sum.add();
    const ahead = this.#ascent?.climb(plan, Math.sqrt(square)) ?? 0;
    if (ahead - ahead !== 0) cost(plan, ahead, step);
    return square;
  }

  /** Labels of this step that are others. */
  #flip({ batch, targets }: Plan): void {
    const { updates, samples } = this.#work;
    const { labelNoise = 0 } = updates;
    if (labelNoise > 0)
      this.#kernels.flip_labels(batch, samples.outputs, labelNoise, this.#flips, targets.labels);
  }

  #norms(rate: number, square: number, steps: number) {
    const kernels = this.#kernels;
    const { weights, at } = this.#store;
    const { at: sum } = this.#sum;
    const mean = kernels.squares(weights, sum) / (steps * steps);
    // the sum of gradients has said all it can: its place takes w − w₀
    kernels.copy_numbers(weights, at, sum);
    kernels.gradient_add(weights, -1, this.#begun, sum);
    return {
      weightNorm: Math.sqrt(kernels.squares(weights, at)),
      distance: Math.sqrt(kernels.squares(weights, sum)),
      stoppingLambda: 1 / this.#updates.rates,
      gradientNorm: Math.sqrt(square),
      implicitReg: (rate / 4) * square,
      implicitRegGD: (rate / 4) * mean,
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
    return this.#shown.read();
  }

  /** Remember the weights as they are measured. */
  keep(): void {
    this.#copy(this.#shown.at, this.#kept);
  }

  restore(): void {
    this.#copy(this.#kept, this.#shown.at);
  }

  /** Everything that the next epoch depends on, and the best weights. */
  get blocks(): readonly Block[] {
    const store = this.#store;
    const bytes = store.bytes;
    const { keeps, parts } = this.#work;
    const best = { name: 'best', kind: 'reals', at: this.#kept, bytes } as const;
    return [
      { name: 'network', kind: 'reals', at: store.at, bytes },
      ...store.kept.map(
        ({ at, bytes }, k) => ({ name: `slot${k}`, kind: 'reals', at, bytes }) as const,
      ),
      ...(keeps === 'best' ? [best] : []),
      ...(this.#average
        ? ([
            { name: 'shown', kind: 'reals', at: this.#shown.at, bytes },
            { name: 'average', kind: 'reals', at: this.#average.mean, bytes: store.weightBytes },
          ] as const)
        : []),
      ...this.#updates.blocks,
      { name: 'clock', kind: 'words', at: this.#clock, bytes: 4 },
      { name: 'order', kind: 'words', at: this.#list, bytes: 4 * parts.train.length },
    ];
  }

  #copy(from: number, to: number): void {
    const { scope, bytes } = this.#store;
    scope.memory.bytes(to, bytes).set(scope.memory.bytes(from, bytes));
  }
}
