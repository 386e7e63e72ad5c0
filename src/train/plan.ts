/** A plan: for a batch of fixed size, all memory of a step and all calls that make it up. */
import { fail } from '../check.ts';
import type { Layer, Planner, Shape, Tensor } from '../layer/layer.ts';
import { planLayers, sizeOf } from '../layer/layer.ts';
import type { Loss, Targets } from '../loss/loss.ts';
import type { Memory } from '../memory/memory.ts';
import {
  type Call,
  networkKernels,
  realBytes,
  realsAt,
  reserveReals,
} from '../memory/networkKernels.ts';
import type { Seed } from '../runtime/random.ts';
import { type Bound, bind } from './calls.ts';
import { isNamed } from './named.ts';
import { customSlope } from './penalties.ts';
import { type Action, ready } from './ready.ts';
import type { Store } from './store.ts';

/** What a plan is for. */
export interface PlanOptions {
  readonly where: string;
  readonly layers: readonly Layer[];
  readonly input: Shape;
  /** Samples at once. */
  readonly batch: number;
  readonly isTraining: boolean;
  readonly isNoisy: boolean;
  /** What everything random of the network depends on, and where the number of the step stands. */
  readonly seed: Seed;
  readonly clock: number;
  readonly work: number;
  readonly loss?: Loss;
  /** The kind and number of targets per sample. */
  readonly outputs?: { readonly kind: 'classes' | 'numbers'; readonly count: number };
  readonly isWeighted?: boolean;
  /** Layers that stay as they are. */
  readonly freeze?: string | RegExp | undefined;
  /** Whether the gradient by the input is wanted, too. */
  readonly asksInput?: boolean;
  /** Weight of the old value in running statistics, where they are measured anew. */
  readonly momentum?: number;
}

export class Plan {
  /** The calls as data, for those who want to read them. */
  readonly forward: Call[] = [];
  readonly backward: Action[] = [];
  readonly loss: Call | undefined;
  /** What the batch is written to before a step. */
  readonly x: Tensor;
  readonly targets: Targets;
  /** What the network makes of it. */
  readonly output: Tensor;
  /** The output of each layer, under its name. */
  readonly outputs: readonly (readonly [layer: string, output: Tensor])[];
  readonly batch: number;
  readonly #store: Store;
  readonly #options: PlanOptions;
  readonly #forward: () => void;
  readonly #backward: () => void;
  readonly #loss: Bound;

  constructor(store: Store, options: PlanOptions) {
    this.#store = store;
    this.#options = options;
    this.batch = options.batch;
    this.x = this.#tensor(options.input, options.asksInput === true);
    this.targets = this.#targets();
    const outputs: [string, Tensor][] = [];
    const each = (_: Layer, name: string, y: Tensor) => outputs.push([name, y]);
    const plannerOf = (name: string) => this.#planner(name);
    this.output = planLayers(options.layers, this.x, plannerOf, each);
    this.outputs = outputs;
    this.loss = options.loss?.plan(this.#planner('loss'), this.output, this.targets);
    const kernels = networkKernels(store.scope.memory);
    this.#forward = ready(store.scope, this.forward);
    this.#backward = ready(store.scope, this.backward);
    this.#loss = this.loss ? bind(kernels, this.loss) : () => 0;
  }

  /** The forward pass. */
  predict(): void {
    this.#forward();
  }

  /** The mean loss of the batch after the forward pass; its gradient by the output is left. */
  cost(): number {
    return this.#loss();
  }

  /** The backward pass, from what the output's gradient holds; gradients are left in the store. */
  differentiate(): void {
    this.#backward();
  }

  /** Forward pass, loss and backward pass. */
  step(): number {
    this.#forward();
    const loss = this.#loss();
    this.#backward();
    return loss;
  }

  #targets(): Targets {
    const { batch, outputs, isWeighted } = this.#options;
    const isClasses = outputs?.kind === 'classes';
    return {
      labels: isClasses ? this.#store.scope.i32(batch) : 0,
      numbers: outputs && !isClasses ? this.#numbers(batch * outputs.count) : 0,
      weights: isWeighted ? this.#numbers(batch) : 0,
    };
  }

  #planner(layer: string): Planner {
    const { where, batch, isTraining, isNoisy, work, seed, clock, momentum, freeze } =
      this.#options;
    const store = this.#store;
    const { memory } = store.scope;
    return {
      ...{ batch, isTraining, isNoisy, work, momentum, where: `${where}: ${layer}` },
      isFrozen: freeze !== undefined && isNamed(layer, freeze),
      tensor: (shape) => this.#tensor(shape, isTraining),
      parameter: (name) => store.parameter(`${layer}.${name}`),
      state: (name) => store.state(`${layer}.${name}`),
      scratch: (length) => this.#numbers(length),
      bytes: (count) => count * realBytes(memory),
      record: (type, values) => {
        const at = store.scope.reserve(type.bytes);
        type.write(memory as never, at, values);
        return at;
      },
      noise: (purpose) => store.noise(seed, purpose ? `${layer}.${purpose}` : layer, clock),
      inside: (name) => this.#planner(`${layer}.${name}`),
      indices: () => undefined,
      learns: () => undefined,
      learnsTargets: () => undefined,
      atLeast: (samples) => {
        const rule = `have at least ${samples} samples in training`;
        if (isTraining && batch < samples) fail(`${where}: ${layer}`, 'batch', rule, batch);
      },
      custom: (y, penalty) => {
        const slope = customSlope(store.scope, `${where}: ${layer}`, penalty, { ...y, batch });
        this.backward.unshift(slope);
      },
      forward: (...calls) => this.forward.push(...calls),
      backward: (...calls) => this.backward.unshift(...calls),
    };
  }

  #tensor(shape: Shape, hasGradient: boolean): Tensor {
    const size = sizeOf(shape);
    const length = this.batch * size;
    const gradient = hasGradient ? this.#numbers(length) : 0;
    return { shape, size, at: this.#numbers(length), gradient };
  }

  #numbers(length: number): number {
    return reserveReals(this.#store.scope, length);
  }
}

/** The first layer whose output of the last batch is not finite; undefined where all are. */
export function blamed({ outputs, batch }: Plan, memory: Memory): string | undefined {
  const found = outputs.find(([, { at, size }]) =>
    realsAt(memory, at, batch * size).some((value) => value - value !== 0),
  );
  return found?.[0];
}
