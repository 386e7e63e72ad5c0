/** What training leaves: weights as ordinary arrays, and predictions. */
import { checkCount, checkKeys, fail } from '../check.ts';
import type { Layer, Shape } from '../layer/layer.ts';
import { Matrix } from '../memory/matrix.ts';
import type { Label, MatrixLike } from '../memory/types.ts';
import type { Seed } from '../runtime/random.ts';
import { type ExchangeOptions, exported } from './exchange.ts';
import { foldedNetwork } from './fold.ts';
import { csvOf, type Ending, type EpochLog } from './history.ts';
import { networkBytes } from './networkFile.ts';
import { onnxOf } from './onnx/onnxOf.ts';
import { outlineOf } from './outline.ts';
import { outputsOf, overRows } from './predictor.ts';
import { linkOf, meant } from './probabilities.ts';
import { prunedNetwork } from './prune.ts';
import { recalibrated } from './recalibrate.ts';
import type { PartSpec } from './spec.ts';
import type { Weights } from './store.ts';
import { type SummaryOptions, summaryOf } from './summary.ts';

/** How a network came about, for those who read its file. */
export interface Provenance {
  readonly seed: string;
  /** Rows of X. */
  readonly rows: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly refit: boolean;
  readonly optimizer: string;
  readonly lr: unknown;
}

/** All that a fitted network is. */
export interface NetworkState {
  readonly layers: readonly Layer[];
  readonly input: Shape;
  readonly classes: readonly Label[] | undefined;
  /** The loss it was trained with. */
  readonly loss: PartSpec;
  readonly weights: Weights;
  readonly history: readonly EpochLog[];
  readonly bestEpoch: number;
  readonly ending: Ending;
  readonly provenance: Provenance;
  /** Stored beside the network, such as the encoding of a table. */
  readonly meta?: unknown;
}

/** Options of predictions with a spread. */
export interface SpreadOptions {
  /** Passes with noise of their own, at least 2; default 50. */
  samples?: number;
  /** Default 0. */
  seed?: Seed;
}

/** Predictions with a spread: rows × outputs. */
export interface Spread {
  readonly mean: Matrix;
  readonly std: Matrix;
}

/** A trained network. It holds no WASM memory, and its numbers never change. */
export class FittedNetwork {
  readonly #state: NetworkState;

  /** @internal */
  constructor(state: NetworkState) {
    this.#state = state;
  }

  /** One entry per epoch. */
  get history(): readonly EpochLog[] {
    return this.#state.history;
  }

  /** The history as the text of a CSV file: a line of names, a line per epoch. */
  historyCsv(): string {
    return csvOf(this.#state.history);
  }

  /** The epoch whose weights these are, counted from 1. */
  get bestEpoch(): number {
    return this.#state.bestEpoch;
  }

  /** Why training ended. */
  get ending(): Ending {
    return this.#state.ending;
  }

  /** The classes, ascending; undefined where numbers are predicted. */
  get classes(): readonly Label[] | undefined {
    return this.#state.classes;
  }

  /** The loss it was trained with: its name and what that was given. */
  get loss(): PartSpec {
    return this.#state.loss;
  }

  get layers(): readonly Layer[] {
    return this.#state.layers;
  }

  /** Shape of a sample; X has their product as columns. */
  get inputShape(): Shape {
    return this.#state.input;
  }

  /** Weights and running statistics by name, such as 'dense1.weight'. */
  get weights(): Weights {
    return this.#state.weights;
  }

  get provenance(): Provenance {
    return this.#state.provenance;
  }

  /** What `withMeta` was given. */
  get meta(): unknown {
    return this.#state.meta;
  }

  /** The same network with plain data to store beside it, such as the encoding of a table. */
  withMeta(meta: unknown): FittedNetwork {
    return new FittedNetwork({ ...this.#state, meta });
  }

  /** What the last layer says of each row: rows × outputs, row by row. */
  scores(X: MatrixLike): Matrix {
    return Matrix.wrap(outputsOf(this.#state, X, 'predict'));
  }

  /**
   * The likeliest class of each row, or what the last layer says of it: numbers, log odds where the loss
   * was `binary`, log rates where it was `poisson`.
   */
  predict(X: MatrixLike): Label[] | Float32Array {
    const { classes } = this.#state;
    const { data, rows, cols } = outputsOf(this.#state, X, 'predict');
    if (!classes) return data;
    return Array.from({ length: rows }, (_, i) => {
      let best = 0;
      for (let k = 1; k < cols; k++) if (data[i * cols + k]! > data[i * cols + best]!) best = k;
      return classes[best]!;
    });
  }

  /**
   * Probabilities, rows × outputs: of the classes (softmax), or of each output where the loss was
   * `binary` or `binaryFocal` (sigmoid).
   * @throws RangeError where the network predicts numbers.
   */
  predictProba(X: MatrixLike): Matrix {
    const { loss, classes } = this.#state;
    const link = linkOf(loss.type, classes !== undefined);
    const rule = 'have been trained with a loss of probabilities';
    if (link === 'identity') fail('predictProba', 'the network', rule, loss.type);
    const { data, rows, cols } = outputsOf(this.#state, X, 'predictProba');
    return Matrix.wrap({ data: meant(link, data, cols), rows, cols });
  }

  /**
   * Predictions with noise on, as in training: mean and standard deviation (n − 1) over passes of
   * probabilities, or of numbers. With dropout this is an approximate posterior.
   * @see Gal and Ghahramani (2016), ICML, section 4.
   */
  mcPredict(X: MatrixLike, options: SpreadOptions = {}): Spread {
    checkKeys('mcPredict', options, ['samples', 'seed']);
    const { samples = 50, seed = 0 } = options;
    checkCount('mcPredict', 'samples', samples, 2);
    const { loss, classes } = this.#state;
    const link = linkOf(loss.type, classes !== undefined);
    let mean = new Float64Array(0);
    let std = mean;
    let shape = { rows: 0, cols: 0 };
    const passage = { where: 'mcPredict', seed, modes: { isNoisy: true } };
    overRows(this.#state, X, passage, ({ plan, done, total, run }) => {
      const cols = plan.output.size;
      if (done === 0) {
        shape = { rows: total, cols };
        mean = new Float64Array(total * cols);
        std = new Float64Array(total * cols);
      }
      // Welford's sums: std holds Σ (p − mean)² until the last pass
      for (let pass = 1; pass <= samples; pass++) {
        const outputs = meant(link, run().slice(), cols);
        for (let i = 0, at = done * cols; i < outputs.length; i++, at++) {
          const before = outputs[i]! - mean[at]!;
          mean[at]! += before / pass;
          std[at]! += before * (outputs[i]! - mean[at]!);
        }
      }
    });
    std.forEach((sum, at) => {
      std[at] = Math.sqrt(sum / (samples - 1));
    });
    return {
      mean: Matrix.wrap({ data: mean, ...shape }),
      std: Matrix.wrap({ data: std, ...shape }),
    };
  }

  /**
   * What a layer makes of each row: rows × its outputs.
   * @param layer its name, such as 'dense1'; default the one before the last with weights.
   */
  embed(X: MatrixLike, layer?: string): Matrix {
    const { layers, input } = this.#state;
    const { layers: outlined } = outlineOf('embed', layers, input);
    const names = outlined.map(({ name }) => name);
    const last = outlined.findLastIndex(({ parameters }) => parameters > 0);
    const at = layer === undefined ? Math.max(0, last - 1) : names.indexOf(layer);
    if (at < 0) fail('embed', 'layer', `be one of ${names.join(', ')}`, layer);
    const part = { ...this.#state, layers: layers.slice(0, at + 1) };
    return Matrix.wrap(outputsOf(part, X, 'embed'));
  }

  /**
   * A table of the layers, those of residual blocks below them: output shape, parameters and bytes. Then
   * the memory of parameters and state, and what training in batches takes besides at least.
   */
  summary(options: SummaryOptions = {}): string {
    const { layers, input } = this.#state;
    return summaryOf(layers, input, options);
  }

  /**
   * The same network without units of dense layers that say nothing: those that nobody listens to (their
   * weights in the next layer are all 0), and those that listen to nobody, whose constant becomes part
   * of the next layer's bias. The next layer is dense, and what lies between acts on each unit by itself:
   * activations but softmax, batch normalization, dropout, noise. Predictions stay equal up to rounding.
   */
  prune(): FittedNetwork {
    return new FittedNetwork(prunedNetwork(this.#state));
  }

  /**
   * The same network without batch normalization next to dense and convolutional layers, which take
   * its scale and shift into their weights; that within `residual` stays. Predictions stay equal up to
   * rounding.
   */
  foldBatchNorm(): FittedNetwork {
    return new FittedNetwork(foldedNetwork(this.#state));
  }

  /** The same network with the running statistics of batch normalization measured anew on X. */
  recalibrate(X: MatrixLike): FittedNetwork {
    return new FittedNetwork({ ...this.#state, weights: recalibrated(this.#state, X) });
  }

  /** The network as a file, for `load`: safetensors with layers, classes and history as JSON. */
  save(): Uint8Array<ArrayBuffer> {
    return networkBytes(this.#state);
  }

  /**
   * The weights alone, as safetensors with the names and axes of another framework. Dense layers behind
   * `flatten` have their inputs in its order of channels and places. `standardize` and `unstandardize`
   * become part of the weights of the first and the last dense layer, whose sums then lose the digits
   * by which a column's mean exceeds its deviation.
   * @throws RangeError for a layout or a layer that is unknown, or without a dense layer next to a
   *   standardization.
   */
  toSafetensors(options: ExchangeOptions): Uint8Array<ArrayBuffer> {
    return exported(this.#state, options);
  }

  /**
   * The network for other programs, as an ONNX model (operators of set 17) that predicts: input X,
   * batch × the shape of a sample, to `scores` and, where they are of classes, `probabilities`.
   * @throws RangeError that names a layer for which there are no operators.
   */
  toOnnx(): Uint8Array<ArrayBuffer> {
    return onnxOf(this.#state);
  }
}
