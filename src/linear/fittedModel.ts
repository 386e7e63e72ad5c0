/** What all fitted models share: coefficients as ordinary arrays, and the proof that belongs to them. */
import { checkKeys } from '../check.ts';
import { loadPreprocessor } from '../data/loadPreprocessor.ts';
import type { FittedPreprocessor } from '../data/recipe.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import { encodeModel } from '../model/file.ts';
import { linearPredictors } from './predict.ts';
import { readOffset } from './response/readOffset.ts';
import type { ResponseLike } from './response/types.ts';
import type { FittedState } from './state.ts';
import type { Certificate, FitData } from './types.ts';
import { verifyModel } from './verifyModel.ts';

/** Options of predictions. */
export interface PredictOptions {
  /** Known part of the linear predictor: n values, or n per output one after the other. */
  offset?: VectorLike;
}

/**
 * A fitted linear model of any family: coefficients, certificate, model file. Its numbers never
 * change; what it predicts depends on the family, see {@link FittedLinear},
 * {@link FittedClassifier}, {@link FittedMultiResponse} and {@link FittedSurvival}.
 */
export abstract class FittedModel {
  readonly #state: FittedState;
  readonly lambda: number;
  readonly l1Ratio: number;
  /** Indices of the features with a nonzero coefficient in some output, ascending. */
  readonly nonzero: Int32Array;
  /** Number of features that are in; for ridge the effective degrees of freedom tr H. */
  readonly df: number;
  /** Share of the null deviance that the model explains on the training rows; R² if gaussian. */
  readonly devianceRatio: number;
  readonly certificate: Certificate;
  readonly featureNames: readonly string[];
  /** What was noticed about the data, such as constant columns. */
  readonly notes: readonly string[];

  /** @internal Use an estimator's `fit`, or `load`. */
  constructor(state: FittedState) {
    this.#state = state;
    this.lambda = state.lambda;
    this.l1Ratio = state.l1Ratio;
    const p = state.featureNames.length;
    const used = Uint8Array.from({ length: p });
    state.coef.forEach((value, at) => {
      if (value !== 0) used[at % p] = 1;
    });
    this.nonzero = Int32Array.from(Array.from(used.keys()).filter((j) => used[j] === 1));
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

  /** Predictions on the scale of the response. */
  abstract predict(X: MatrixLike, options?: PredictOptions): unknown;

  /**
   * Recompute the certificate from data and coefficients alone, in plain JavaScript, without the
   * solver: how far this model is from the optimum on (X, y), relative to the null loss there.
   * Pass the weights and the offset of the fit.
   */
  verify(
    X: MatrixLike,
    y: ResponseLike,
    data: Pick<FitData, 'weights' | 'offset'> = {},
  ): Certificate {
    checkKeys('verify', data, ['weights', 'offset']);
    return verifyModel(this.#state, X, y, data);
  }

  /** A few lines for people. */
  summary(): string {
    const { certificate: c } = this;
    const kept = `${this.nonzero.length} of ${this.featureNames.length} features`;
    const share = this.#state.family.name === 'gaussian' ? 'R²' : 'deviance explained';
    const kind =
      c.kind === 'duality-gap' ? 'relative duality gap' : 'relative KKT residual (local)';
    return [
      `${this.#state.model}: λ = ${short(this.lambda)}, l1Ratio = ${this.l1Ratio}, ` +
        `${kept}, ${share} = ${short(this.devianceRatio)}`,
      `certificate: ${kind} ${c.relative.toExponential(1)} ${c.ok ? '≤' : '>'} ${c.tol}`,
      ...(c.advice ? [c.advice] : []),
      ...this.coefficientLines(),
      ...this.notes.map((note) => `note: ${note}`),
    ].join('\n');
  }

  /** The largest coefficients, a line each, intercepts first. */
  protected coefficientLines(): string[] {
    const { coef, intercepts, featureNames } = this.#state;
    const p = featureNames.length;
    const row = (of: (k: number) => number) =>
      Array.from(intercepts, (_, k) => short(of(k)).padStart(10)).join(' ');
    const size = (j: number) =>
      intercepts.reduce((sum, _, k) => sum + Math.abs(coef[k * p + j]!), 0);
    const order = [...this.nonzero].sort((a, b) => size(b) - size(a));
    const shown = order.slice(0, 20);
    const width = Math.max(9, ...shown.map((j) => featureNames[j]!.length));
    return [
      `  ${'intercept'.padEnd(width)}  ${row((k) => intercepts[k]!).trimStart()}`,
      ...shown.map(
        (j) => `  ${featureNames[j]!.padEnd(width)}  ${row((k) => coef[k * p + j]!).trimStart()}`,
      ),
      ...(order.length > 20 ? [`  … and ${order.length - 20} more`] : []),
    ];
  }

  /** The same model with something to store beside it, such as the encoding of a table. */
  withMeta(meta: unknown): this {
    const Model = this.constructor as new (state: FittedState) => this;
    return new Model({ ...this.#state, meta });
  }

  /**
   * What turns raw rows into X, where the model was fitted to a {@link Recipe}:
   * `model.predict(model.preprocessor.transform(rows))`.
   */
  get preprocessor(): FittedPreprocessor<never> | undefined {
    const { preprocessor } = this.#state;
    return preprocessor === undefined ? undefined : loadPreprocessor(preprocessor);
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

  /** Linear predictors with the offset, n values per output. */
  protected predictors(where: string, X: MatrixLike, options: PredictOptions) {
    checkKeys(where, options, ['offset']);
    const { rows, out } = linearPredictors(where, this.#state, X);
    const { offset } = options;
    if (offset === undefined) return { rows, out };
    const known = readOffset(where, offset, rows, out.length / rows);
    for (let at = 0; at < out.length; at++) out[at]! += known[at]!;
    return { rows, out };
  }
}

/** Five digits. */
export function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value);
}
