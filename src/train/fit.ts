/** The training loop: epochs of steps, what is measured after each, and when it ends. */
import type { Layer } from '../layer/layer.ts';
import type { Loss } from '../loss/loss.ts';
import { type NetworkKernels, networkKernels } from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import type { Seed } from '../runtime/random.ts';
import type { Task } from '../runtime/run.ts';
import { evaluate, Plans, type Samples } from './batches.ts';
import type { EpochLog } from './history.ts';
import { outlineOf } from './outline.ts';
import type { Parts } from './split.ts';
import type { Stopper } from './stopping.ts';
import { Store, type Weights } from './store.ts';
import { type UpdateOptions, Updates } from './updates.ts';

/** What a run is made of. */
export interface Run {
  readonly where: string;
  readonly layers: readonly Layer[];
  readonly samples: Samples;
  readonly parts: Parts;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly updates: UpdateOptions;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: Seed;
  readonly stopper: Stopper | undefined;
}

/** What a run leaves. */
export interface Trained {
  readonly weights: Weights;
  readonly history: readonly EpochLog[];
  readonly bestEpoch: number;
}

/** Batches of evaluation have this many rows. */
const MANY = 256;

export function* train(scope: Scope, run: Run): Task<Trained> {
  const trainer = new Trainer(scope, run);
  const { epochs, stopper } = run;
  const history: EpochLog[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const log = yield* trainer.epoch(epoch);
    history.push(log);
    if (stopper?.isBest(epoch, log.valLoss)) trainer.keep();
    yield { phase: 'epochs', done: epoch, total: epochs };
    if (stopper?.isOver(epoch)) break;
  }
  const bestEpoch = stopper?.bestEpoch || history.length;
  if (stopper?.bestEpoch) trainer.restore();
  return { weights: trainer.weights, history, bestEpoch };
}

class Trainer {
  readonly #run: Run;
  readonly #kernels: NetworkKernels;
  readonly #store: Store;
  readonly #clock: number;
  readonly #list: number;
  readonly #check: number;
  readonly #shuffle: number;
  readonly #training: Plans;
  readonly #evaluation: Plans;
  readonly #updates: Updates;
  readonly #best: number;

  constructor(scope: Scope, run: Run) {
    const { where, layers, samples, loss, optimizer, seed, parts } = run;
    this.#run = run;
    this.#kernels = networkKernels(scope.memory);
    const input = [samples.x.cols];
    const store = new Store(scope, outlineOf(where, layers, input));
    this.#store = store;
    store.train(optimizer);
    store.initialize(seed);
    this.#clock = scope.i32(1);
    this.#list = scope.putI32(parts.train);
    this.#check = scope.putI32(parts.check);
    this.#shuffle = store.noise(seed, 'shuffle', this.#clock);
    const work = scope.reserve(this.#kernels.gemm_workspace());
    const outputs = { kind: samples.kind, count: samples.count };
    const common = { where, layers, input, seed, clock: this.#clock, work, loss, outputs };
    const training = { ...common, isTraining: true, isNoisy: true };
    this.#training = new Plans(store, training, run.batchSize);
    this.#evaluation = new Plans(store, { ...common, isTraining: false, isNoisy: false }, MANY);
    const batchesPerEpoch = Math.ceil(parts.train.length / run.batchSize);
    const place = { where, epochs: run.epochs, batchesPerEpoch, work };
    this.#updates = new Updates(store, optimizer, run.updates, place);
    this.#best = run.stopper ? scope.f64(store.length) : 0;
  }

  /** All steps of an epoch, then its measures. */
  *epoch(epoch: number): Task<EpochLog> {
    const { parts, samples } = this.#run;
    const kernels = this.#kernels;
    const count = parts.train.length;
    let loss = 0;
    let squares = 0;
    let steps = 0;
    kernels.clock_tick(this.#clock);
    kernels.shuffle_list(count, this.#shuffle, this.#list);
    for (let done = 0; done < count; steps++) {
      const plan = this.#training.next(count - done);
      samples.gather(plan, this.#list + 4 * done);
      kernels.clock_tick(this.#clock);
      const cost = plan.step();
      squares += kernels.squares(this.#store.weights, this.#store.gradients);
      this.#updates.step(plan.batch, done + plan.batch === count);
      loss += plan.batch * cost;
      done += plan.batch;
      yield;
    }
    const weightNorm = Math.sqrt(kernels.squares(this.#store.weights, this.#store.at));
    const square = squares / steps;
    const { rate, penaltyLoss } = this.#updates;
    const measures = this.#measures();
    const { cleanTrainLoss, valLoss } = measures;
    this.#updates.endEpoch(Number.isNaN(valLoss) ? cleanTrainLoss : valLoss);
    return {
      ...{ epoch, lr: rate, trainLoss: loss / count, ...measures, weightNorm, penaltyLoss },
      ...{ gradientNorm: Math.sqrt(square), implicitReg: (rate / 4) * square },
    };
  }

  #measures(): Pick<EpochLog, 'cleanTrainLoss' | 'valLoss' | 'valAccuracy'> {
    const { parts, samples } = this.#run;
    const score = (list: number, count: number) =>
      evaluate(this.#kernels, this.#evaluation, samples, list, count);
    const { train, validation, clean } = parts;
    const rows = this.#check;
    const cleanTrainLoss = score(rows, clean).loss;
    void train;
    if (validation === 0) return { cleanTrainLoss, valLoss: Number.NaN };
    const { loss, accuracy } = score(rows + 4 * clean, validation);
    const classes = samples.kind === 'classes';
    return { cleanTrainLoss, valLoss: loss, ...(classes ? { valAccuracy: accuracy } : {}) };
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

  #copy(from: number, to: number): void {
    const { scope, length } = this.#store;
    const bytes = length * this.#kernels.real_bytes();
    scope.memory.bytes(0, 0);
    const all = scope.memory.bytes(Math.min(from, to), Math.abs(from - to) + bytes);
    const base = Math.min(from, to);
    all.copyWithin(to - base, from - base, from - base + bytes);
  }
}
