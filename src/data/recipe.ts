/** Raw rows with what is learned from them: cross-validation learns it anew in every fold. */
import type { Matrix } from '../memory/matrix.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';

/** A rule that learns from training rows how to turn raw rows into numbers. */
export interface Preprocessor<R> {
  /** Learn from `rows`; they are read, not kept. */
  fit(rows: readonly R[]): FittedPreprocessor<R>;
}

/** What was learned: turns any rows of the same kind into a matrix of fixed columns. */
export interface FittedPreprocessor<R> {
  /** One name per column, all different. */
  readonly featureNames: readonly string[];
  /** One row per row; unknown levels and words are ignored. */
  transform(rows: readonly R[]): Matrix | SparseMatrix;
  /** Plain data that makes the same preprocessor again. */
  toJSON(): unknown;
}

/** Raw rows and the preprocessor that will see only the training rows among them. */
export class Recipe<R = unknown> {
  readonly rows: readonly R[];
  readonly preprocessor: Preprocessor<R>;

  /** @internal Use {@link recipe}. */
  constructor(rows: readonly R[], preprocessor: Preprocessor<R>) {
    this.rows = rows;
    this.preprocessor = preprocessor;
  }
}

/**
 * Rows (documents, records) with a preprocessor, to be given to `fit`, `path` or `crossValidate`
 * in place of X. Cross-validation fits the preprocessor on the training rows of each fold alone,
 * so nothing of a test row leaks into vocabulary, levels, fills or knots.
 */
export function recipe<R>(rows: readonly R[], preprocessor: Preprocessor<R>): Recipe<R> {
  return new Recipe(rows, preprocessor);
}
