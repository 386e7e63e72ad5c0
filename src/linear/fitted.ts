/** A fitted linear model: ordinary arrays, a certificate, and what is needed to use and check it. */
import { checkKeys, fail } from '../check.ts';
import { isSparse, readDense, readSparse, readVector } from '../memory/read.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import { encodeModel } from '../model/file.ts';
import { predictDense, predictSparse } from './predict.ts';
import type { Certificate, FitData } from './types.ts';
import { verifyFit } from './verify.ts';

/** What all models of one path have in common. */
export interface SharedState {
  readonly model: 'Lasso' | 'Ridge' | 'ElasticNet' | 'GLM';
  readonly l1Ratio: number;
  readonly standardize: boolean;
  readonly hasIntercept: boolean;
  readonly penaltyFactor: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly featureNames: readonly string[];
  /** Value per column that fills missing cells, where the fit was told to impute. */
  readonly fills?: Float64Array | undefined;
  /** Training rows of positive weight, and the loss of its intercept-only model. */
  readonly rows: number;
  readonly nullLoss: number;
  readonly notes: readonly string[];
  /** What a caller adds, such as the encoding of a table. */
  readonly meta?: unknown;
}

/** One λ: nonzero coefficients on the original scale, and their proof. */
export interface PathPoint {
  readonly lambda: number;
  /** Ascending. */
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly intercept: number;
  readonly devianceRatio: number;
  readonly df: number;
  readonly certificate: Certificate;
}

/** Everything a model file stores. */
export interface FittedState extends SharedState, Omit<PathPoint, 'columns' | 'values'> {
  readonly coef: Float64Array;
}

/** The model at one point of a path. */
export function stateAt(shared: SharedState, point: PathPoint): FittedState {
  const { columns, values, ...rest } = point;
  const coef = new Float64Array(shared.featureNames.length);
  columns.forEach((j, k) => {
    coef[j] = values[k]!;
  });
  return { ...shared, ...rest, coef };
}

/** A fitted linear model: coefficients on the original scale and the proof that belongs to them. */
export class FittedLinear {
  readonly #state: FittedState;
  /** Coefficients on the original scale of X; exact zeros where a feature is out. */
  readonly coef: Float64Array;
  readonly intercept: number;
  readonly lambda: number;
  readonly l1Ratio: number;
  /** Indices of the nonzero coefficients, ascending. */
  readonly nonzero: Int32Array;
  /** Number of nonzeros; for ridge the effective degrees of freedom tr H. */
  readonly df: number;
  /** 1 − Σ w r² ÷ Σ w (y − ȳ)² on the training rows. */
  readonly devianceRatio: number;
  readonly certificate: Certificate;
  readonly featureNames: readonly string[];
  /** What was noticed about the data, such as constant columns. */
  readonly notes: readonly string[];

  /** @internal Use an estimator's `fit`, or `load`. */
  constructor(state: FittedState) {
    this.#state = state;
    this.coef = state.coef;
    this.intercept = state.intercept;
    this.lambda = state.lambda;
    this.l1Ratio = state.l1Ratio;
    this.nonzero = Int32Array.from(
      Array.from(state.coef.keys()).filter((j) => state.coef[j] !== 0),
    );
    this.df = state.df;
    this.devianceRatio = state.devianceRatio;
    this.certificate = state.certificate;
    this.featureNames = state.featureNames;
    this.notes = state.notes;
  }

  /** Settings of the fit, for reports. */
  get settings(): FittedState {
    return this.#state;
  }

  /**
   * ŷ = offset + intercept + X w, one value per row.
   * Missing cells are filled as at the fit; without `impute` there they are an error.
   * @throws RangeError where X has another number of columns or cells that are not finite.
   */
  predict(X: MatrixLike, options: { offset?: VectorLike } = {}): Float64Array {
    checkKeys('predict', options, ['offset']);
    const p = this.coef.length;
    const source = isSparse(X) ? readSparse('predict', 'X', X) : readDense('predict', 'X', X);
    if (source.cols !== p)
      fail('predict', 'X', `have ${p} columns like the training data`, source.cols);
    const out = new Float64Array(source.rows).fill(this.intercept);
    if ('indptr' in source) predictSparse(source, this.coef, out);
    else predictDense(source, this.coef, this.#state.fills, this.featureNames, out);
    if (!options.offset) return out;
    const offset = readVector('predict', 'offset', options.offset, source.rows, 'one per row of X');
    return out.map((value, i) => value + offset[i]!);
  }

  /** The linear predictor; for this family the same as `predict`. */
  predictLink(X: MatrixLike, options: { offset?: VectorLike } = {}): Float64Array {
    return this.predict(X, options);
  }

  /**
   * Recompute the certificate from data and coefficients alone, in plain JavaScript, without the
   * solver: the duality gap of this model on (X, y), relative to the null loss there.
   * Pass the weights and the offset of the fit.
   */
  verify(
    X: MatrixLike,
    y: VectorLike,
    data: Pick<FitData, 'weights' | 'offset'> = {},
  ): Certificate {
    checkKeys('verify', data, ['weights', 'offset']);
    return verifyFit(this.#state, X, y, data);
  }

  /** A few lines for people. */
  summary(): string {
    const { certificate: c } = this;
    const kept = `${this.nonzero.length} of ${this.coef.length} features`;
    const order = [...this.nonzero].sort(
      (a, b) => Math.abs(this.coef[b]!) - Math.abs(this.coef[a]!),
    );
    const width = Math.max(9, ...order.slice(0, 20).map((j) => this.featureNames[j]!.length));
    return [
      `${this.#state.model}: λ = ${short(this.lambda)}, l1Ratio = ${this.l1Ratio}, ` +
        `${kept}, R² = ${short(this.devianceRatio)}`,
      `certificate: relative duality gap ${c.relative.toExponential(1)} ${c.ok ? '≤' : '>'} ${c.tol}`,
      ...(c.advice ? [c.advice] : []),
      `  ${'intercept'.padEnd(width)}  ${short(this.intercept)}`,
      ...order
        .slice(0, 20)
        .map((j) => `  ${this.featureNames[j]!.padEnd(width)}  ${short(this.coef[j]!)}`),
      ...(order.length > 20 ? [`  … and ${order.length - 20} more`] : []),
      ...this.notes.map((note) => `note: ${note}`),
    ].join('\n');
  }

  /** The same model with something to store beside it, such as the encoding of a table. */
  withMeta(meta: unknown): FittedLinear {
    return new FittedLinear({ ...this.#state, meta });
  }

  get meta(): unknown {
    return this.#state.meta;
  }

  /** The model file: UTF-8 JSON with a checksum, every number exact. */
  save(): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`${JSON.stringify(this.toJSON())}\n`);
  }

  /** The content of the model file as plain data. */
  toJSON(): unknown {
    return encodeModel('linear', this.#state);
  }
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value);
}
