/** Averages of weights, which are measured and left in place of those that move. */
import { type NetworkKernels, networkKernels, reserveReals } from '../memory/networkKernels.ts';
import type { Task } from '../runtime/run.ts';
import { Plans, type Samples } from './batches.ts';
import type { PlanOptions } from './plan.ts';
import type { AverageRule } from './plugin/plugin.ts';
import { Store } from './store.ts';

/** What averages are made of and measured on. */
export interface AveragePlace {
  readonly moving: Store;
  readonly rule: AverageRule;
  readonly epochs: number;
  readonly samples: Samples;
  /** The rows trained on, how many, and how many a batch needs at least. */
  readonly list: number;
  readonly count: number;
  readonly least: number;
  /** What takes weights in a store to where they may be. */
  readonly projections: (store: Store) => () => void;
  /** What plans of the network have in common, and the most rows at once. */
  readonly common: Omit<PlanOptions, 'batch' | 'isTraining' | 'isNoisy'>;
  readonly most: number;
}

export class Average {
  /** The average as the last epoch left it: where it may be, with running statistics of its own. */
  readonly store: Store;
  /** The average of the weights by itself. */
  readonly mean: number;
  readonly #projections: () => void;
  readonly #place: AveragePlace;
  readonly #kernels: NetworkKernels;
  /** Passes that measure statistics, where layers keep some, and where the mean of these is made. */
  readonly #plans: Plans | undefined;
  readonly #means: number;

  constructor(place: AveragePlace) {
    const { moving, common, most } = place;
    const { scope, outline } = moving;
    this.#place = place;
    this.#kernels = networkKernels(scope.memory);
    this.store = new Store(scope, outline);
    this.#kernels.copy_numbers(moving.length, moving.at, this.store.at);
    this.mean = reserveReals(scope, moving.weights);
    this.#take(1);
    this.#projections = place.projections(this.store);
    const { states, learned, learnedTargets } = outline;
    const given = [learned, learnedTargets].flatMap((one) => (one ? [one.mean, one.scale] : []));
    const isMeasured = states.some(({ name }) => !given.includes(name));
    this.#means = isMeasured ? reserveReals(scope, this.#size) : 0;
    if (!isMeasured) return;
    this.store.train({ slots: 0 });
    // with no weight of the old value, states are the statistics of the batch
    const modes = { isTraining: true, isNoisy: false, momentum: 0 };
    this.#plans = new Plans(this.store, { ...common, ...modes }, most);
  }

  /** Takes in the weights after step t = 1, 2, … */
  endStep(t: number): void {
    const { rule, epochs } = this.#place;
    if (rule.per === 'step') this.#take(rule.share(t, epochs));
  }

  /** Takes in the weights after an epoch, and measures the statistics of what they make. */
  *endEpoch(epoch: number): Task<void> {
    const { rule, epochs, moving } = this.#place;
    const share = rule.per === 'epoch' ? rule.share(epoch, epochs) : 0;
    if (share > 0) this.#take(share);
    this.#kernels.copy_numbers(moving.weights, this.mean, this.store.at);
    if (share === 1) this.#kernels.copy_numbers(this.#size, moving.states, this.store.states);
    else {
      this.#projections();
      if (this.#plans) yield* this.#measure(this.#plans);
    }
  }

  #take(share: number): void {
    const { at, weights } = this.#place.moving;
    if (share === 1) this.#kernels.copy_numbers(weights, at, this.mean);
    else this.#kernels.weights_average(weights, share, at, this.mean);
  }

  /** Numbers of running statistics and the like. */
  get #size(): number {
    return this.store.length - this.store.weights;
  }

  /** The mean of each state over the rows trained on, with noise off. */
  *#measure(plans: Plans): Task<void> {
    const { samples, list, count, least } = this.#place;
    const kernels = this.#kernels;
    const { states } = this.store;
    const size = this.#size;
    for (let seen = 0; count - seen >= least; ) {
      const plan = plans.next(count - seen);
      samples.gather(plan, list + 4 * seen);
      plan.predict();
      seen += plan.batch;
      if (seen === plan.batch) kernels.copy_numbers(size, states, this.#means);
      else kernels.weights_average(size, plan.batch / seen, states, this.#means);
      yield;
    }
    kernels.copy_numbers(size, this.#means, states);
  }
}
