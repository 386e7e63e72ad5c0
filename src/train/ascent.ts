/** A second gradient of each batch, a little way along the first. */
import {
  type NetworkKernels,
  networkKernels,
  realBytes,
  reserveReals,
} from '../memory/networkKernels.ts';
import type { Plan } from './plan.ts';
import type { Ahead, Place } from './plugin/plugin.ts';
import type { Store } from './store.ts';

export class Ascent {
  readonly #store: Store;
  readonly #kernels: NetworkKernels;
  readonly #rule: (at: Place) => Ahead;
  readonly #take: (plan: Plan) => number;
  readonly #epsilon: number;
  /** Weights and states as they were, and the first gradient. */
  readonly #before: number;
  readonly #first: number;

  /** `take` leaves the gradient of a plan's batch, and returns what the batch costs. */
  constructor(store: Store, rule: (at: Place) => Ahead, take: (plan: Plan) => number) {
    const { scope } = store;
    this.#store = store;
    this.#kernels = networkKernels(scope.memory);
    this.#rule = rule;
    this.#take = take;
    this.#epsilon = realBytes(scope.memory) === 8 ? 2 ** -52 : 2 ** -23;
    this.#before = reserveReals(scope, store.length);
    this.#first = reserveReals(scope, store.weights);
  }

  /** From the gradient of the plan's batch, of norm `gradient`, to the one to go by; returns its cost. */
  climb(plan: Plan, gradient: number): number {
    if (!(gradient > 0)) return 0;
    const kernels = this.#kernels;
    const { at, length, weights, gradients } = this.#store;
    const norm = Math.sqrt(kernels.squares(weights, at));
    const { reach, share } = this.#rule({ gradient, weights: norm, epsilon: this.#epsilon });
    kernels.copy_numbers(length, at, this.#before);
    if (share !== 1) kernels.copy_numbers(weights, gradients, this.#first);
    kernels.gradient_add(weights, reach / gradient, gradients, at);
    const cost = this.#take(plan);
    kernels.copy_numbers(length, this.#before, at);
    // g′ + (1 − share) (g − g′)
    if (share !== 1) kernels.weights_average(weights, 1 - share, this.#first, gradients);
    return cost;
  }
}
