/** Networks as values: layers in order, trained by `fit`. */
import { checkCount, checkKeys, fail, failType } from '../check.ts';
import type { Layer } from '../layer/layer.ts';
import { crossEntropy } from '../loss/crossEntropy.ts';
import type { Loss } from '../loss/loss.ts';
import { mse } from '../loss/mse.ts';
import type { Memory } from '../memory/memory.ts';
import { Scope } from '../memory/scope.ts';
import type { MatrixLike } from '../memory/types.ts';
import { adamW } from '../optimizer/adamW.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { run, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import { Samples } from './batches.ts';
import { train } from './fit.ts';
import { FittedNetwork } from './fittedNetwork.ts';
import { loadRows } from './rows.ts';
import { splitRows } from './split.ts';
import { type EarlyStopping, Stopper } from './stopping.ts';
import { codeTargets, looksLikeClasses, type TargetLike } from './targets.ts';
import { UPDATE_OPTIONS, type UpdateOptions } from './updates.ts';

/** Options of training. */
export interface TrainOptions extends RunOptions, UpdateOptions {
  /** Default: cross-entropy for labels, half the squared error for numbers. */
  loss?: Loss;
  /** Default adamW(). */
  optimizer?: Optimizer;
  /** At most this many passes over the rows, default 100. */
  epochs?: number;
  /** Rows of a step, default 32. */
  batchSize?: number;
  /** Share of the rows kept for validation, in [0, 1), classes in like shares; default 0.2. */
  validation?: number;
  /** On by default where there are rows for validation; false turns it off. */
  earlyStopping?: boolean | EarlyStopping;
}

const OPTIONS = [
  ...['loss', 'optimizer', 'epochs', 'batchSize', 'validation', 'earlyStopping'],
  ...UPDATE_OPTIONS,
  ...['seed', 'signal', 'onProgress', 'runtime'],
];

/**
 * A network of layers in order. It is a value: `fit` leaves it as it is and may be called any number
 * of times.
 *
 * @throws TypeError if `layers` is not a list of layers.
 * @example
 * ```ts
 * const net = sequential([dense(64, { activation: 'relu' }), dropout(0.5), dense(10)]);
 * const fitted = await net.fit(X, labels, { epochs: 50, seed: 7 });
 * fitted.predict(Xnew);
 * ```
 */
export function sequential(layers: readonly Layer[]): Network {
  return new Network(layers);
}

export class Network {
  readonly layers: readonly Layer[];

  /** @internal Use `sequential`. */
  constructor(layers: readonly Layer[]) {
    if (!Array.isArray(layers) || layers.length === 0)
      failType('sequential', 'layers', 'be a list of layers', layers);
    layers.forEach((layer, k) => {
      if (typeof layer?.plan !== 'function')
        failType('sequential', `layers[${k}]`, 'be a layer such as dense(10)', layer);
    });
    this.layers = [...layers];
  }

  /**
   * Train on X (n × p) and y: labels of classes, or numbers. Ends early where the validation loss no
   * longer falls; the weights are those of the best epoch.
   * Rejects with a RangeError or TypeError that names the argument, or with the signal's reason.
   */
  async fit(X: MatrixLike, y: TargetLike, options: TrainOptions = {}): Promise<FittedNetwork> {
    checkKeys('fit', options, OPTIONS);
    checkRun('fit', options);
    options.signal?.throwIfAborted();
    return run(this.#task(memoryOf(options), X, y, options), options);
  }

  *#task(memory: Memory, X: MatrixLike, y: TargetLike, options: TrainOptions): Task<FittedNetwork> {
    const { epochs = 100, batchSize = 32, validation = 0.2, seed = 0 } = options;
    checkCount('fit', 'epochs', epochs, 1);
    checkCount('fit', 'batchSize', batchSize, 1);
    if (!(validation >= 0 && validation < 1))
      fail('fit', 'validation', 'be a share in [0, 1)', validation);
    const loss = options.loss ?? (looksLikeClasses(y) ? crossEntropy() : mse());
    const scope = new Scope(memory, 'fit');
    try {
      const rows = loadRows(scope, 'fit', X);
      const targets = codeTargets('fit', y, rows.rows, loss.target);
      const codes = targets.kind === 'classes' ? targets.codes : undefined;
      const parts = splitRows(rows.rows, validation, seed, codes);
      if (batchSize > parts.train.length)
        fail(
          'fit',
          'batchSize',
          `be at most ${parts.train.length}, the rows to train on`,
          batchSize,
        );
      const { earlyStopping = true, optimizer = adamW() } = options;
      const rules = earlyStopping === true ? {} : earlyStopping;
      const stopper = rules && parts.validation > 0 ? new Stopper('fit', rules, epochs) : undefined;
      const trained = yield* train(scope, {
        ...{ where: 'fit', layers: this.layers, samples: new Samples(scope, rows, targets) },
        ...{ parts, loss, optimizer, epochs, batchSize, seed, stopper, updates: options },
      });
      const classes = targets.kind === 'classes' ? targets.classes : undefined;
      return new FittedNetwork({ layers: this.layers, input: [rows.cols], classes, ...trained });
    } finally {
      scope.release();
    }
  }
}
