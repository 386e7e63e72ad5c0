/** What training leaves: weights as ordinary arrays, and predictions. */
import { checkLength } from '../check.ts';
import { type Layer, type Shape, sizeOf } from '../layer/layer.ts';
import { Matrix } from '../memory/matrix.ts';
import { defaultMemory } from '../memory/memory.ts';
import { networkKernels, realBytes, realsAt } from '../memory/networkKernels.ts';
import { Scope } from '../memory/scope.ts';
import type { Label, MatrixLike } from '../memory/types.ts';
import type { EpochLog } from './history.ts';
import { outlineOf } from './outline.ts';
import { Plan } from './plan.ts';
import { checkIndices, loadRows } from './rows.ts';
import { Store, type Weights } from './store.ts';

/** All that a fitted network is. */
export interface NetworkState {
  readonly layers: readonly Layer[];
  readonly input: Shape;
  readonly classes: readonly Label[] | undefined;
  readonly weights: Weights;
  readonly history: readonly EpochLog[];
  readonly bestEpoch: number;
}

/** A trained network. It holds no WASM memory. */
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

  /** The epoch whose weights these are, counted from 1. */
  get bestEpoch(): number {
    return this.#state.bestEpoch;
  }

  /** The classes, ascending; undefined where numbers are predicted. */
  get classes(): readonly Label[] | undefined {
    return this.#state.classes;
  }

  /** Weights and running statistics by name, such as 'dense1.weight'. */
  get weights(): Weights {
    return this.#state.weights;
  }

  /** What the last layer says of each row: rows × outputs, row by row. */
  scores(X: MatrixLike): Matrix {
    const { layers, input, weights } = this.#state;
    const scope = new Scope(defaultMemory(), 'predict');
    const { memory } = scope;
    try {
      const rows = loadRows(scope, 'predict', X);
      checkLength('predict', 'X columns', rows.cols, sizeOf(input), 'as trained on');
      const outline = outlineOf('predict', layers, input);
      checkIndices(scope, 'predict', rows, outline.indices);
      const store = new Store(scope, outline);
      store.write(weights);
      const work = scope.reserve(networkKernels(memory).gemm_workspace());
      const options = { where: 'predict', layers, input, work, seed: 0, clock: 0 };
      const modes = { isTraining: false, isNoisy: false };
      const outputs = sizeOf(outline.output);
      const scores = new Float32Array(rows.rows * outputs);
      const bytes = realBytes(memory);
      let plan: Plan | undefined;
      for (let done = 0; done < rows.rows; ) {
        const batch = Math.min(256, rows.rows - done);
        if (plan?.batch !== batch) plan = new Plan(store, { ...options, ...modes, batch });
        const from = realsAt(memory, rows.at + done * rows.cols * bytes, batch * rows.cols);
        realsAt(memory, plan.x.at, batch * rows.cols).set(from);
        plan.predict();
        scores.set(realsAt(memory, plan.output.at, batch * outputs), done * outputs);
        done += batch;
      }
      return Matrix.wrap({ data: scores, rows: rows.rows, cols: outputs });
    } finally {
      scope.release();
    }
  }

  /** The likeliest class of each row, or its number. */
  predict(X: MatrixLike): Label[] | Float32Array {
    const { classes } = this.#state;
    const scores = this.scores(X);
    const { data, rows, cols } = scores;
    if (!classes) return data as Float32Array;
    return Array.from({ length: rows }, (_, i) => {
      let best = 0;
      for (let k = 1; k < cols; k++) if (data[i * cols + k]! > data[i * cols + best]!) best = k;
      return classes[best]!;
    });
  }
}
