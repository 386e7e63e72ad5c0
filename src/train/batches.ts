/** Batches of samples with what they should become, and a plan for each size of a batch. */
import { fail } from '../check.ts';
import {
  type NetworkKernels,
  networkKernels,
  realBytes,
  realsAt,
  reserveReals,
} from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import { Plan, type PlanOptions } from './plan.ts';
import type { Rows } from './rows.ts';
import type { Store } from './store.ts';
import type { CodedTargets } from './targets.ts';

/** Samples with what they should become, in WASM memory. */
export class Samples {
  readonly x: Rows;
  readonly kind: 'classes' | 'numbers';
  /** Numbers per sample; 1 for classes. */
  readonly count: number;
  /** Outputs of a network for them: one per class, or per number. */
  readonly outputs: number;
  readonly y: number;
  /** Weights of the rows; 0 where all are alike. */
  readonly weights: number;
  readonly #scope: Scope;
  readonly #kernels: NetworkKernels;

  constructor(scope: Scope, x: Rows, targets: CodedTargets, weights?: Float64Array) {
    this.x = x;
    this.kind = targets.kind;
    this.count = targets.kind === 'classes' ? 1 : targets.count;
    this.outputs = targets.kind === 'classes' ? targets.classes.length : targets.count;
    this.#scope = scope;
    this.#kernels = networkKernels(scope.memory);
    if (targets.kind === 'classes') this.y = scope.putI32(targets.codes);
    else {
      const { values } = targets;
      this.y = reserveReals(scope, values.length);
      realsAt(scope.memory, this.y, values.length).set(values);
    }
    this.weights = weights ? reserveReals(scope, weights.length) : 0;
    if (weights) realsAt(scope.memory, this.weights, weights.length).set(weights);
  }

  /** Numbers to become, as rows; of classes there are none. */
  get targets(): Pick<Rows, 'cols' | 'gather'> {
    const { count: cols, y } = this;
    const gather = (count: number, list: number, to: number) =>
      this.#kernels.gather_rows(count, cols, y, list, to);
    return { cols, gather };
  }

  /** All targets. */
  bytes(): Uint8Array {
    const { memory } = this.#scope;
    const size = this.kind === 'classes' ? 4 : this.count * realBytes(memory);
    return memory.bytes(this.y, this.x.rows * size);
  }

  /** Writes the rows that `list` names to where a plan finds its batch; returns what they weigh. */
  gather({ batch, x, targets }: Plan, list: number): number {
    const kernels = this.#kernels;
    this.x.gather(batch, list, x.at);
    if (this.kind === 'classes') kernels.gather_words(batch, this.y, list, targets.labels);
    else kernels.gather_rows(batch, this.count, this.y, list, targets.numbers);
    if (!this.weights) return batch;
    kernels.gather_rows(batch, 1, this.weights, list, targets.weights);
    return kernels.weights_normalize(batch, targets.weights);
  }
}

/** The plans of one purpose, one for each size that a batch may have. */
export class Plans {
  readonly #store: Store;
  readonly #options: Omit<PlanOptions, 'batch'>;
  readonly #most: number;
  readonly #made = new Map<number, Plan>();

  constructor(store: Store, options: Omit<PlanOptions, 'batch'>, most: number) {
    this.#store = store;
    this.#options = options;
    this.#most = most;
  }

  /** The plan for a batch of the next rows, of which `left` are left. */
  next(left: number): Plan {
    const batch = Math.min(left, this.#most);
    let plan = this.#made.get(batch);
    if (!plan) {
      plan = new Plan(this.#store, { ...this.#options, batch });
      this.#made.set(batch, plan);
    }
    return plan;
  }
}

/** Rows that the last batch of an epoch needs at least. */
export function checkBatch(where: string, { outline }: Store, batchSize: number): number {
  const { least } = outline;
  if (batchSize >= least.samples) return least.samples;
  const hint = `${least.layer} needs the statistics of several`;
  return fail(where, 'batchSize', `be at least ${least.samples}`, batchSize, hint);
}
