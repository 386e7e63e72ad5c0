/** The numbers of one network in WASM memory: weights, gradients, what an optimizer keeps, states. */
import { type Parameter, sizeOf } from '../layer/layer.ts';
import { networkKernels, realBytes, realsAt, reserveReals } from '../memory/networkKernels.ts';
import { NoiseRecord } from '../memory/networkRecords.ts';
import type { Scope } from '../memory/scope.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import { keyOf, type Seed } from '../runtime/random.ts';
import type { Named, NamedParameter, Outline } from './outline.ts';
import type { Stretch } from './stretch.ts';

/** Numbers of a network outside WASM memory, by name. */
export type Weights = ReadonlyMap<string, Float32Array | Float64Array>;

/**
 * One block: penalized weights, the others, states; gradients and slots of the optimizer mirror the
 * weights. Each named stretch begins at a whole vector.
 *
 *   weights  │ penalized … │ others … │ states … │
 *   gradient │ penalized … │ others … │
 *   slots    │ penalized … │ others … │            one per slot
 */
export class Store {
  readonly scope: Scope;
  readonly outline: Outline;
  /** Where the block begins, and how many numbers it has. */
  readonly at: number;
  readonly length: number;
  readonly #places = new Map<string, number>();
  /** Numbers of the penalized weights, and of all weights. */
  readonly penalized: number;
  readonly weights: number;
  #gradients = 0;
  #slots: number[] = [];

  constructor(scope: Scope, outline: Outline) {
    this.scope = scope;
    this.outline = outline;
    const { parameters, states } = outline;
    let length = 0;
    const place = ({ name, shape }: Named) => {
      this.#places.set(name, length);
      length += this.#whole(sizeOf(shape));
    };
    parameters.filter((p) => p.isPenalized).forEach(place);
    this.penalized = length;
    parameters.filter((p) => !p.isPenalized).forEach(place);
    this.weights = length;
    states.forEach(place);
    this.length = length;
    this.at = reserveReals(scope, length);
  }

  /** Gradients, and what an optimizer keeps. */
  train(optimizer: Pick<Optimizer, 'slots'>): void {
    const { scope } = this;
    this.#gradients = reserveReals(scope, this.weights);
    this.#slots = Array.from({ length: optimizer.slots }, () => reserveReals(scope, this.weights));
  }

  /** Every number as its layer says, weights from streams of their own. */
  initialize(seed: Seed): void {
    const { parameters, states } = this.outline;
    for (const named of parameters) this.#begin(named, seed);
    for (const state of states) this.#begin(state, seed);
  }

  parameter(name: string): Parameter {
    const at = this.#bytes(this.#places.get(name)!);
    return { at: this.at + at, gradient: this.#gradients && this.#gradients + at };
  }

  state(name: string): number {
    return this.at + this.#bytes(this.#places.get(name)!);
  }

  /** Every parameter in the order in which they lie. */
  stretches(): Stretch[] {
    const { parameters } = this.outline;
    const sides = [true, false].flatMap((isFirst) =>
      parameters.filter(({ isPenalized }) => isPenalized === isFirst),
    );
    const numberBytes = realBytes(this.scope.memory);
    return sides.map((parameter) => {
      const size = sizeOf(parameter.shape);
      const { at, gradient } = this.parameter(parameter.name);
      const slots = this.#slots.map((slot) => slot + at - this.at);
      return {
        ...{ parameter, size, count: this.#whole(size), numberBytes },
        ...{ weights: at, gradients: gradient, slots },
      };
    });
  }

  get gradients(): number {
    return this.#gradients;
  }

  /** Where running statistics and the like begin, behind all weights. */
  get states(): number {
    return this.at + this.weightBytes;
  }

  /** Bytes of the block. */
  get bytes(): number {
    return this.#bytes(this.length);
  }

  /** Bytes of all weights. */
  get weightBytes(): number {
    return this.#bytes(this.weights);
  }

  /** What the optimizer keeps of all weights. */
  get kept(): readonly { readonly at: number; readonly bytes: number }[] {
    return this.#slots.map((at) => ({ at, bytes: this.weightBytes }));
  }

  /** Zeros in place of as many numbers as there are weights. */
  clear(at: number): void {
    realsAt(this.scope.memory, at, this.weights).fill(0);
  }

  /** Copies of all numbers, by name. */
  read(): Weights {
    const { parameters, states } = this.outline;
    return new Map(
      [...parameters, ...states].map(({ name, shape }) => [name, this.#view(name, shape).slice()]),
    );
  }

  write(weights: Weights): void {
    const { parameters, states } = this.outline;
    for (const { name, shape } of [...parameters, ...states])
      this.#view(name, shape).set(weights.get(name)!);
  }

  #view(name: string, shape: readonly number[]): Float32Array | Float64Array {
    return realsAt(this.scope.memory, this.state(name), sizeOf(shape));
  }

  #begin({ name, shape, init }: Named | NamedParameter, seed: Seed): void {
    if ('value' in init) {
      this.#view(name, shape).fill(init.value);
      return;
    }
    const { memory } = this.scope;
    const noise = this.noise(seed, name, this.scope.i32(1));
    networkKernels(memory).fill_uniform(sizeOf(shape), noise, init.limit, this.state(name));
  }

  /** The address of a source of noise under (seed, name), whose step stands at `clock`. */
  noise(seed: Seed, name: string, clock: number): number {
    const { memory } = this.scope;
    const at = this.scope.reserve(NoiseRecord.bytes);
    const [key0, key1] = keyOf(seed, name);
    NoiseRecord.write(memory, at, { key0: key0!, key1: key1!, clock });
    return at;
  }

  /** `length` or the next multiple of a whole vector. */
  #whole(length: number): number {
    const lanes = 16 / realBytes(this.scope.memory);
    return Math.ceil(length / lanes) * lanes;
  }

  #bytes(numbers: number): number {
    return numbers * realBytes(this.scope.memory);
  }
}
