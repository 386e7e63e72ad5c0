/** Runs plans over lists of rows: gathers a batch, makes the calls, adds up what they tell. */
import {
  type NetworkKernels,
  networkKernels,
  realsAt,
  reserveReals,
} from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import type { Plan, PlanOptions } from './plan.ts';
import { Plan as PlanOf } from './plan.ts';
import type { Rows } from './rows.ts';
import type { Store } from './store.ts';
import type { CodedTargets } from './targets.ts';

/** Samples with what they should become, in WASM memory. */
export class Samples {
  readonly x: Rows;
  readonly kind: 'classes' | 'numbers';
  /** Numbers per sample; 1 for classes. */
  readonly count: number;
  readonly y: number;
  readonly #kernels: NetworkKernels;

  constructor(scope: Scope, x: Rows, targets: CodedTargets) {
    this.x = x;
    this.kind = targets.kind;
    this.count = targets.kind === 'classes' ? 1 : targets.count;
    this.#kernels = networkKernels(scope.memory);
    if (targets.kind === 'classes') this.y = scope.putI32(targets.codes);
    else {
      const { values } = targets;
      this.y = reserveReals(scope, values.length);
      realsAt(scope.memory, this.y, values.length).set(values);
    }
  }

  /** Writes the rows that `list` names to where a plan finds its batch. */
  gather({ batch, x, targets }: Plan, list: number): void {
    const kernels = this.#kernels;
    kernels.gather_rows(batch, x.size, this.x.at, list, x.at);
    if (this.kind === 'classes') kernels.gather_words(batch, this.y, list, targets.labels);
    else kernels.gather_rows(batch, this.count, this.y, list, targets.numbers);
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
      plan = new PlanOf(this.#store, { ...this.#options, batch });
      this.#made.set(batch, plan);
    }
    return plan;
  }
}

/** Mean loss over listed rows, and the share of those whose class is predicted. */
export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

export function evaluate(
  kernels: NetworkKernels,
  plans: Plans,
  samples: Samples,
  list: number,
  count: number,
): Score {
  let loss = 0;
  let hits = 0;
  for (let done = 0; done < count; ) {
    const plan = plans.next(count - done);
    const { batch, output, targets } = plan;
    samples.gather(plan, list + 4 * done);
    plan.predict();
    if (samples.kind === 'classes')
      hits += kernels.hits(batch, output.size, output.at, targets.labels);
    loss += batch * plan.cost();
    done += batch;
  }
  return { loss: loss / count, accuracy: hits / count };
}
