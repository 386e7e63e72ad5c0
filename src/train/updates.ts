/** What follows the backward pass of a step: from gradients to the next weights. */
import { checkCount, checkKeys, checkNonNegative, fail, failType } from '../check.ts';
import { checkPenalty } from '../layer/weightOptions.ts';
import { power } from '../memory/elementary.ts';
import type { Call } from '../memory/networkKernels.ts';
import { type NetworkKernels, networkKernels, reserveReals } from '../memory/networkKernels.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Seed } from '../runtime/random.ts';
import { runAll } from './calls.ts';
import { type Moved, movesOf, projectionsOf } from './moves.ts';
import { ready } from './ready.ts';
import type { Store } from './store.ts';
import type { Stretch } from './stretch.ts';

/** Options of training that say what is done to gradients and weights in each step. */
export interface UpdateOptions {
  /** Penalty of all weights that have none of their own; not of biases and scales. */
  penalty?: Penalty;
  /** Every number of the gradient is cut off at ± this > 0. */
  clipValue?: number;
  /** The gradient of each parameter is scaled down to a norm of at most this > 0. */
  clipNorm?: number;
  /** The gradient of all parameters together is scaled down to a norm of at most this > 0. */
  clipGlobalNorm?: number;
  /** Batches whose mean gradient makes one step, at least 1; default 1. */
  accumulate?: number;
  /**
   * Normal noise of variance η ÷ (1 + t)^γ on every number of the gradient of step t = 0, 1, …, after
   * it was cut off; η > 0, γ ≥ 0, default 0.55. Neelakantan et al. (2015), arXiv:1511.06807, eq. 1.
   */
  gradientNoise?: { readonly eta: number; readonly gamma?: number };
  /** Layers or parameters that stay as they are, by name ('dense1', 'dense1.bias') or pattern. */
  freeze?: string | RegExp;
}

export const UPDATE_OPTIONS = [
  ...[
    'penalty',
    'clipValue',
    'clipNorm',
    'clipGlobalNorm',
    'accumulate',
    'gradientNoise',
    'freeze',
  ],
];

/** Where and how long updates are made. */
export interface UpdatePlace {
  readonly where: string;
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  /** The workspace of matrix products. */
  readonly work: number;
  /** What noise depends on, and where the number of the step stands. */
  readonly seed: Seed;
  readonly clock: number;
  /** The rate of an epoch's steps in place of the schedule's; undefined leaves that. */
  readonly rate: ((epoch: number, epochs: number) => number | undefined) | undefined;
}

/** Numbers of a run's state before those of its schedule. */
const FIRST = 3;

export class Updates {
  readonly #store: Store;
  readonly #kernels: NetworkKernels;
  readonly #optimizer: Optimizer;
  readonly #options: UpdateOptions;
  readonly #moved: Moved;
  readonly #before: () => void;
  readonly #moves: () => void;
  /** Parameters that move, and the noise of their gradients. */
  readonly #noises: readonly (readonly [Stretch, number])[];
  readonly #run: { readonly stepsPerEpoch: number; readonly epochs: number };
  readonly #rate: UpdatePlace['rate'];
  readonly #work: number;
  readonly #still: () => void;
  /** Steps taken, the last rate, Σ of all rates, and what the schedule remembers. */
  readonly #kept: number;
  readonly #keptLength: number;
  #view: Float64Array;
  /** Of which this is what the schedule remembers. */
  #memory: Float64Array;
  /** Where gradients of several batches are added, how many batches and what weight they have. */
  readonly #sum: number;
  #held = 0;
  #weight = 0;

  constructor(store: Store, optimizer: Optimizer, options: UpdateOptions, place: UpdatePlace) {
    const { where, epochs, batchesPerEpoch, work, seed, clock, rate } = place;
    const { accumulate = 1, penalty, freeze } = options;
    const { scope } = store;
    this.#store = store;
    this.#kernels = networkKernels(scope.memory);
    this.#optimizer = optimizer;
    this.#options = options;
    this.#moved = movesOf(store, optimizer, { where, work, penalty, freeze });
    this.#before = ready(scope, this.#clips());
    this.#moves = ready(scope, this.#moved.moves);
    this.#still = ready(
      scope,
      this.#moved.frozen.map(({ count, gradients }) => ['clear_numbers', count, gradients]),
    );
    this.#rate = rate;
    this.#work = work;
    this.#noises = options.gradientNoise
      ? this.#moved.moved.map((one) => [
          one,
          store.noise(seed, `${one.parameter.name} noise`, clock),
        ])
      : [];
    this.#run = { stepsPerEpoch: Math.ceil(batchesPerEpoch / accumulate), epochs };
    const { begin } = optimizer.schedule;
    this.#kept = scope.putF64([...new Float64Array(FIRST), ...begin]);
    this.#keptLength = FIRST + begin.length;
    this.#view = scope.memory.f64(this.#kept, this.#keptLength);
    this.#memory = this.#view.subarray(FIRST);
    this.#view[1] = this.#nextRate();
    this.#sum = accumulate > 1 ? reserveReals(scope, store.weights) : 0;
  }

  /** Steps taken. */
  get steps(): number {
    return this.#state[0]!;
  }

  /** Learning rate of the last step. */
  get rate(): number {
    return this.#state[1]!;
  }

  /** Σ of the rates of all steps. */
  get rates(): number {
    return this.#state[2]!;
  }

  /** Σ of all penalties of the weights as they are. */
  get penaltyLoss(): number {
    return this.#moved.values.reduce((sum, value) => sum + value(), 0);
  }

  /** Bytes that a run cannot go on without. */
  get blocks(): readonly { name: string; kind: 'bytes'; at: number; bytes: number }[] {
    const { records, recordBytes } = this.#moved;
    return [
      { name: 'schedule', kind: 'bytes', at: this.#kept, bytes: 8 * this.#keptLength },
      ...records.map(({ at }, k) => {
        const name = `optimizer${k}`;
        return { name, kind: 'bytes', at, bytes: recordBytes } as const;
      }),
    ];
  }

  /** What takes weights in another store of the same network to where they may be. */
  projections(store: Store): () => void {
    return ready(store.scope, projectionsOf(this.#moved, store, this.#work));
  }

  /** Zeros in place of the gradients of what is frozen. */
  hold(): void {
    this.#still();
  }

  /**
   * Takes a batch's gradient, of this weight, and moves the weights where it is the last of those that make
   * up a step; whether they moved.
   */
  step(weight: number, isLast: boolean): boolean {
    if (this.#sum && !this.#add(weight, isLast)) return false;
    runAll(this.#moved.gradients);
    this.#before();
    this.#shake();
    const rate = this.#nextRate();
    const { records } = this.#moved;
    for (let k = 0; k < records.length; k++)
      this.#kernels[this.#optimizer.begin](records[k]!.at, rate * records[k]!.factor);
    this.#moves();
    const state = this.#state;
    state[0]!++;
    state[1] = rate;
    state[2]! += rate;
    return true;
  }

  /** Tells the schedule how an epoch ended. */
  endEpoch(loss: number): void {
    const { after } = this.#optimizer.schedule;
    const state = this.#state;
    if (after) state.set(after(this.#memory, loss), FIRST);
  }

  #nextRate(): number {
    const state = this.#state;
    const step = state[0]!;
    const { stepsPerEpoch, epochs } = this.#run;
    const given = this.#rate?.(1 + Math.floor(step / stepsPerEpoch), epochs);
    const moment = { step, stepsPerEpoch, epochs };
    return given ?? this.#optimizer.schedule.rate(moment, this.#memory);
  }

  /** Whether the sum of gradients is complete; then it is their mean. */
  #add(weight: number, isLast: boolean): boolean {
    const { weights, gradients } = this.#store;
    this.#kernels.gradient_add(weights, weight, gradients, this.#sum);
    this.#weight += weight;
    this.#held++;
    if (this.#held < this.#options.accumulate! && !isLast) return false;
    this.#kernels.gradient_take(weights, 1 / this.#weight, this.#sum, gradients);
    this.#held = 0;
    this.#weight = 0;
    return true;
  }

  /** Noise on all gradients. */
  #shake(): void {
    const { gradientNoise } = this.#options;
    if (!gradientNoise) return;
    const { eta, gamma = 0.55 } = gradientNoise;
    const sigma = Math.sqrt(eta / power(1 + this.#state[0]!, gamma));
    for (const [{ size, gradients }, noise] of this.#noises)
      this.#kernels.gradient_noise(size, sigma, noise, gradients);
  }

  #clips(): Call[] {
    const { clipValue, clipNorm, clipGlobalNorm } = this.#options;
    const { weights, gradients } = this.#store;
    const calls: Call[] = [];
    if (clipValue !== undefined)
      calls.push(['weights_clamp', weights, -clipValue, clipValue, gradients]);
    if (clipNorm !== undefined)
      for (const stretch of this.#store.stretches())
        calls.push(['gradient_clip', stretch.count, clipNorm, stretch.gradients]);
    if (clipGlobalNorm !== undefined)
      calls.push(['gradient_clip', weights, clipGlobalNorm, gradients]);
    return calls;
  }

  /** A view of what is kept, made anew where the memory has grown. */
  get #state(): Float64Array {
    if (this.#view.length === 0) {
      this.#view = this.#store.scope.memory.f64(this.#kept, this.#keptLength);
      this.#memory = this.#view.subarray(FIRST);
    }
    return this.#view;
  }
}

/** @throws RangeError or TypeError for options outside their range. */
export function checkUpdateOptions(where: string, options: UpdateOptions): void {
  for (const name of ['clipValue', 'clipNorm', 'clipGlobalNorm'] as const) {
    const { [name]: value } = options;
    if (value !== undefined && !(value > 0)) fail(where, name, 'be a number > 0', value);
  }
  if (options.accumulate !== undefined) checkCount(where, 'accumulate', options.accumulate, 1);
  if (options.gradientNoise !== undefined) {
    const { eta, gamma = 0.55 } = options.gradientNoise;
    checkKeys(`${where}: gradientNoise`, options.gradientNoise, ['eta', 'gamma']);
    if (!(eta > 0 && eta < Infinity))
      fail(where, 'gradientNoise.eta', 'be a finite number > 0', eta);
    checkNonNegative(where, 'gradientNoise.gamma', gamma);
  }
  if (options.penalty !== undefined) checkPenalty(where, 'penalty', options.penalty);
}

/** @throws TypeError for what is no optimizer. */
export function checkOptimizer(where: string, optimizer: Optimizer): void {
  if (typeof optimizer?.step !== 'function' || typeof optimizer.schedule?.rate !== 'function')
    failType(where, 'optimizer', 'be an optimizer such as adamW()', optimizer);
}
