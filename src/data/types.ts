/** Tables with names and kinds: what readers return and estimators accept. */
import type { Matrix } from '../memory/matrix.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';
import type { Label } from '../memory/types.ts';

/** One row as a record: cells by column name. */
export type Row = Record<string, number | string | boolean | null | undefined>;

/**
 * What the columns of a table are for; all others are features. Each name must be a column, and a
 * column has one role (the target may also be listed as numeric or categorical).
 */
export interface TableSchema {
  /** The column to predict; text, or one listed in `categorical`, becomes codes 0 … K − 1. */
  target: string;
  /** Columns read as numbers; default every column whose cells all parse as numbers. */
  numeric?: string[];
  /** Columns one-hot encoded; default every text column with at most 100 levels. */
  categorical?: string[];
  /** Columns left out. */
  ignore?: string[];
  /** Column of row weights ≥ 0. */
  weight?: string;
  /** Column with the known part of the linear predictor. */
  offset?: string;
  /** Column of groups, numbers or text, that folds keep together; coded 0, 1, … in sorted order. */
  group?: string;
  /** How missing numeric cells are filled, learned inside each fold; default 'mean'. */
  impute?: 'mean' | 'median';
}

/** The encoding of one source column, enough to encode new rows the same way. */
export type ColumnEncoding =
  | { readonly name: string; readonly kind: 'numeric' }
  | { readonly name: string; readonly kind: 'categorical'; readonly levels: readonly string[] };

/** What a model file stores to encode new tables. */
export interface TableEncoding {
  readonly schema: TableSchema;
  readonly columns: readonly ColumnEncoding[];
  /** Where the target is coded: label k, in sorted order, is class k. Numbers have none. */
  readonly target?: { readonly levels: readonly string[] };
}

/**
 * X, y and their names. Missing numeric cells are NaN in X; `impute` says how a fit fills them
 * (inside each fold). The first level of a category is kept: penalized models need no reference
 * level; the columns are named `column=level`.
 */
export interface Dataset {
  readonly X: Matrix | SparseMatrix;
  readonly y: Float64Array;
  /** Target cells as read, where the target is text. */
  readonly labels?: readonly Label[];
  readonly featureNames: readonly string[];
  readonly weights?: Float64Array;
  readonly offset?: Float64Array;
  readonly groups?: Int32Array;
  readonly impute?: 'mean' | 'median';
  readonly encoding: TableEncoding;
  /** What was noticed while reading ("3 rows without target dropped"). */
  readonly notes: readonly string[];
  /** Encode new rows with the learned columns and levels; unknown levels become all zeros. */
  transform(rows: readonly Row[]): Matrix;
}
