/** The sum of the gradients of an epoch. */
import { type NetworkKernels, networkKernels, reserveReals } from '../memory/networkKernels.ts';
import { ready } from './ready.ts';
import { BLOCK } from './shares.ts';
import type { Store } from './store.ts';

export class GradientSum {
  /** As many numbers as there are weights. */
  readonly at: number;
  readonly #kernels: NetworkKernels;
  /** Squares of the numbers of each block, of the gradient that was added last. */
  readonly #squares: number;
  readonly #blocks: number;
  readonly #add: () => void;

  constructor({ scope, weights, gradients }: Store) {
    this.#kernels = networkKernels(scope.memory);
    this.at = reserveReals(scope, weights);
    this.#blocks = Math.ceil(weights / BLOCK);
    this.#squares = scope.f64(this.#blocks);
    this.#add = ready(scope, [['gradient_observe', weights, gradients, this.at, this.#squares]]);
  }

  /** Adds the gradient g as it is; returns ‖g‖². */
  add(): number {
    this.#add();
    return this.#kernels.squares_total(this.#blocks, this.#squares);
  }
}
