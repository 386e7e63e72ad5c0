/** Networks as values: layers in order, trained by `fit`. */
import { checkKeys, fail, failType } from '../check.ts';
import { checkShape, type Layer, type Shape } from '../layer/layer.ts';
import type { Loss } from '../loss/loss.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { run } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import type { Checkpoint } from './checkpoint.ts';
import { Epochs } from './epochs.ts';
import { type ImportOptions, imported } from './exchange.ts';
import { FittedNetwork } from './fittedNetwork.ts';
import type { EpochLog } from './history.ts';
import type { Answer } from './loop.ts';
import type { TrainPlugin } from './plugin/plugin.ts';
import { RATE_OPTIONS, type RateOptions, type RateSearch, rateSearch } from './rateSearch.ts';
import { WEIGH_OPTIONS, type WeighOptions } from './sampleWeights.ts';
import type { EarlyStopping } from './stopping.ts';
import { type SummaryOptions, summaryOf } from './summary.ts';
import type { TargetLike } from './targets.ts';
import { training } from './training.ts';
import { UPDATE_OPTIONS, type UpdateOptions } from './updates.ts';

/** Rows that are never trained on. */
export interface Validation {
  X: MatrixLike;
  y: TargetLike;
  /** A number > 0 per row of this X; losses and measures are means with these weights. Default 1. */
  weights?: VectorLike;
}

/** Options of training. */
export interface TrainOptions extends RunOptions, UpdateOptions, WeighOptions {
  /** Default: cross-entropy for labels, half the squared error for numbers. */
  loss?: Loss;
  /** Default adamW(). */
  optimizer?: Optimizer;
  /** At most this many passes over the rows, default 100. */
  epochs?: number;
  /** Rows of a step, at most those that are trained on; default 32, or all of fewer. */
  batchSize?: number;
  /**
   * Share of the rows kept for validation, in [0, 1), classes in like shares; default 0.2. Or rows
   * of your own.
   */
  validation?: number | Validation;
  /** On by default where there are rows for validation; false turns it off. */
  earlyStopping?: boolean | EarlyStopping;
  /**
   * Whether the network is trained once more, on all rows, for as many epochs as were best on those
   * not kept for validation; default false. The history is that of the first training. Where the time is
   * over before, the weights are those of the first training, and `provenance.refit` is false.
   */
  refit?: boolean;
  /** Seconds after which training ends, a refit included, as soon as the step is done; default none. */
  timeBudget?: number;
  /**
   * Averages of weights and changes of gradients, such as plugin.ema(): at most one that averages
   * weights, and one that changes gradients.
   */
  plugins?: readonly TrainPlugin[];
  /**
   * A fitted network whose weights and running statistics this one begins with, in every layer that both
   * have by name; layers that it lacks begin anew, as does the optimizer. With `freeze` the layers
   * taken over stay as they are. Default: all layers begin anew.
   *
   * @example
   * ```ts
   * const layers = [dense(64, { activation: 'relu', name: 'body' }), dense(3, { name: 'head' })];
   * const other = await net.fit(large, largeY);   // whose 'body' is of the same shape
   * const own = await sequential(layers).fit(X, y, { start: other, freeze: 'body' });
   * ```
   */
  start?: FittedNetwork;
  /** Told of every epoch; answers 'stop' to end training. A promise is waited for. */
  onEpoch?: (log: EpochLog) => Answer | Promise<Answer>;
  /**
   * Given the network as it was at its best epoch, before `fit` rejects: because it was aborted, numbers
   * are no longer finite, or a function threw. Without the best weights, where early stopping is off or
   * `restoreBest` false, as it was at its last whole epoch. Not called where no epoch was over. A promise
   * is waited for; what it throws takes the place of the reason.
   */
  onReject?: (best: FittedNetwork) => void | Promise<void>;
  /** Where to put checkpoints, and how often. */
  checkpoint?: Checkpoint;
  /** A checkpoint of a run with the same data and options: goes on with the same bits. */
  resume?: Uint8Array;
}

const OPTIONS = [
  ...['loss', 'optimizer', 'epochs', 'batchSize', 'validation', 'earlyStopping', 'refit'],
  ...UPDATE_OPTIONS,
  ...WEIGH_OPTIONS,
  ...['plugins', 'timeBudget', 'onEpoch', 'onReject', 'checkpoint', 'resume', 'start'],
  ...['seed', 'signal', 'onProgress', 'runtime'],
];

/**
 * A network of layers in order. It is a value: `fit` leaves it as it is and may be called any number
 * of times.
 *
 * @param options.inputShape shape of one sample, such as [28, 28, 1] for images (height, width,
 *   channels) or [100, 8] for sequences: X then has their product as columns. Default: one flat row.
 * @throws TypeError if `layers` is not a list of layers; RangeError for lengths below 1.
 * @example
 * ```ts
 * const net = sequential([dense(64, { activation: 'relu' }), dropout(0.5), dense(10)]);
 * const fitted = await net.fit(X, labels, { epochs: 50, seed: 7 });
 * fitted.predict(Xnew);
 * ```
 */
export function sequential(layers: readonly Layer[], options: NetworkOptions = {}): Network {
  if (!Array.isArray(layers) || layers.length === 0)
    failType('sequential', 'layers', 'be a list of layers', layers);
  layers.forEach((layer, k) => {
    if (typeof layer?.plan !== 'function')
      failType('sequential', `layers[${k}]`, 'be a layer such as dense(10)', layer);
  });
  checkKeys('sequential', options, ['inputShape']);
  const { inputShape } = options;
  if (inputShape) checkShape('sequential', 'inputShape', inputShape);
  return new Network([...layers], inputShape ? { inputShape: [...inputShape] } : {});
}

/** Options of networks. */
export interface NetworkOptions {
  /** Shape of one sample; default [columns of X]. */
  inputShape?: Shape;
}

/** What a network is besides its layers. */
export interface NetworkSettings {
  readonly inputShape?: Shape;
  /** What `fit` takes where it is told nothing else. */
  readonly defaults?: TrainOptions;
  /**
   * A dense layer that follows, with as many units as there are classes or numbers in y; 'scaled' where
   * numbers are to have the scale of y besides.
   */
  readonly head?: 'plain' | 'scaled';
}

/** Layers in order, not trained: made by `sequential` and `mlp`. */
export class Network {
  readonly layers: readonly Layer[];
  readonly #settings: NetworkSettings;

  /** Shape of one sample, where it is given. */
  get inputShape(): Shape | undefined {
    return this.#settings.inputShape;
  }

  /** @internal Use `sequential` or `mlp`. */
  constructor(layers: readonly Layer[], settings: NetworkSettings = {}) {
    this.layers = layers;
    this.#settings = settings;
  }

  /**
   * Train on X (n × p) and y: labels of classes, or numbers. Ends early where the validation loss no
   * longer falls; the weights are those of the best epoch, however training ends. A last batch of
   * one row is left out of its epoch where batch normalization needs two. Sparse X stays sparse.
   *
   * Rejects with a RangeError or TypeError that names the argument, with one that names the layer
   * where numbers are no longer finite, or with the signal's reason. `onReject` is given the best
   * network until then.
   */
  async fit(X: MatrixLike, y: TargetLike, options: TrainOptions = {}): Promise<FittedNetwork> {
    checkKeys('fit', options, OPTIONS);
    checkRun('fit', options);
    options.signal?.throwIfAborted();
    const all = { ...this.#settings.defaults, ...options };
    return run(training(this.layers, this.#settings, { X, y, ...all }, memoryOf(options)), options);
  }

  /**
   * Which learning rates suit: short training on all rows, whose rate grows with every batch from `from`
   * to `to`, times the same factor each time. `losses` are running means of what the batches cost;
   * `suggestion` is a tenth of the rate at which they are least. It ends early where the loss is no
   * longer finite. Nothing is measured and nothing of it is left; of plugins those that change gradients
   * count. Rejects as `fit` does.
   *
   * @example
   * ```ts
   * const { suggestion } = await net.findRate(X, labels, { optimizer: sgd({ momentum: 0.9 }) });
   * await net.fit(X, labels, { optimizer: sgd({ momentum: 0.9, lr: suggestion }) });
   * ```
   * @see Smith (2017), WACV, section 3.3.
   */
  async findRate(X: MatrixLike, y: TargetLike, options: RateOptions = {}): Promise<RateSearch> {
    checkKeys('findRate', options, RATE_OPTIONS);
    checkRun('findRate', options);
    options.signal?.throwIfAborted();
    const all = { ...this.#settings.defaults, ...options };
    return run(
      rateSearch(this.layers, this.#settings, { X, y, ...all }, memoryOf(options)),
      options,
    );
  }

  /**
   * A table of the layers, those of residual blocks below them: output shape, parameters and bytes. Then
   * the memory of parameters and state, and what training in batches takes besides at least: the
   * numbers of a batch in all layers, gradients, and what the optimizer keeps.
   *
   * @throws RangeError if `sequential` was not given inputShape, or a layer refuses its input.
   * @example
   * ```ts
   * sequential([conv2d(16, 3), globalAvgPool(), dense(10)], { inputShape: [28, 28, 1] }).summary();
   * ```
   */
  summary(options: SummaryOptions = {}): string {
    const { inputShape } = this;
    if (!inputShape) fail('summary', 'inputShape', 'be given to sequential', inputShape);
    return summaryOf(this.layers, inputShape, options);
  }

  /**
   * These layers with weights that were trained elsewhere, out of a file of safetensors: what
   * `toSafetensors` writes, or PyTorch's `save_file(model.state_dict(), path)`. `sequential` must have
   * been given inputShape. Files hold no options: `batchNorm`, `layerNorm` and `groupNorm` have ε 1e-5 as
   * in PyTorch, and networks of Keras, whose default is 1e-3, want `{ epsilon: 1e-3 }`.
   *
   * @throws RangeError or TypeError that names the tensor that is missing, unknown, or of another shape,
   *   or classes that are not one per output.
   */
  fromSafetensors(bytes: Uint8Array, options: ImportOptions): FittedNetwork {
    const { inputShape } = this;
    if (!inputShape) fail('fromSafetensors', 'inputShape', 'be given to sequential', inputShape);
    return new FittedNetwork(imported(this.layers, inputShape, bytes, options));
  }

  /**
   * The same, epoch by epoch: training waits until the next log is asked for. To leave the loop ends
   * training; `fitted` is what it leaves.
   *
   * @example
   * ```ts
   * const epochs = net.epochs(X, y, { seed: 1 });
   * for await (const { epoch, valLoss } of epochs) if (valLoss < 0.1) break;
   * const model = await epochs.fitted;
   * ```
   */
  epochs(X: MatrixLike, y: TargetLike, options: TrainOptions = {}): Epochs {
    return new Epochs((onEpoch) => this.fit(X, y, { ...options, onEpoch }), options.onEpoch);
  }
}
