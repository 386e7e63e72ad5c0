/** What the gradients of an epoch come to. */
import { networkKernels, reserveReals } from '../memory/networkKernels.ts';
import { ready } from './ready.ts';
import { BLOCK } from './shares.ts';
import type { Store } from './store.ts';

export class GradientSums {
  readonly #store: Store;
  /** The sum of gradients, and the squares of each block of their numbers. */
  readonly #sum: number;
  readonly #squares: number;
  readonly #blocks: number;
  /** Adds the gradients of a step. */
  readonly add: () => void;

  constructor(store: Store) {
    const { scope, weights, gradients } = store;
    this.#store = store;
    this.#sum = reserveReals(scope, weights);
    this.#blocks = Math.ceil(weights / BLOCK);
    this.#squares = scope.f64(this.#blocks);
    this.add = ready(scope, [['gradient_observe', weights, gradients, this.#sum, this.#squares]]);
  }

  clear(): void {
    this.#store.clear(this.#sum);
    this.#store.scope.memory.f64(this.#squares, this.#blocks).fill(0);
  }

  /** Σ over steps of ‖g‖², and ‖Σ over steps of g‖². */
  get squares(): readonly [ofEach: number, ofSum: number] {
    const kernels = networkKernels(this.#store.scope.memory);
    const each = kernels.squares_total(this.#blocks, this.#squares);
    return [each, kernels.squares(this.#store.weights, this.#sum)];
  }
}
