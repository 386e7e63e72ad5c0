import type { Matrix } from '../../memory/matrix.ts';
import type { SparseMatrix } from '../../memory/sparseMatrix.ts';
import type { FittedPreprocessor } from '../recipe.ts';
import { type Table, tableOfRecords } from '../table.ts';
import type { Row } from '../types.ts';
import { denseOf, type Entries, sparseOf } from './entries.ts';
import { productNames, productsOf } from './interactions.ts';
import { columnNames, encodeColumn, type LearnedColumn } from './learnedColumn.ts';

/** All that was learned from the training rows: plain data. */
export interface TableEncoderState {
  readonly columns: readonly LearnedColumn[];
  /** Pairs of names in `columns`. */
  readonly interactions: readonly (readonly [string, string])[];
  readonly unknown: 'ignore' | 'error';
  /** Whether X is sparse. */
  readonly isSparse: boolean;
}

/** What `toJSON` of a fitted table encoder returns and {@link loadTableEncoder} takes. */
export interface TableEncoderJSON extends TableEncoderState {
  readonly kind: 'tableEncoder';
  readonly version: 1;
}

/** A table encoder that has seen its training rows; immutable. Made by `TableEncoder.fit`. */
export class FittedTableEncoder implements FittedPreprocessor<Row> {
  readonly featureNames: readonly string[];
  readonly #state: TableEncoderState;

  /** @internal Use `TableEncoder.fit` or `loadTableEncoder`. */
  constructor(state: TableEncoderState) {
    this.#state = state;
    this.featureNames = Object.freeze(featureNamesOf(state));
  }

  /**
   * X of any rows: rows × featureNames; columns are found by name, others do not matter.
   *
   * Dense, column-major float64; sparse (CSC) where the training rows made more than 200 columns
   * of which more than 80 % was zero.
   *
   * @throws RangeError where a column is missing that never had missing cells in training, for
   * text in a column of numbers, and for unknown levels if `unknown` is 'error'.
   */
  transform(rows: readonly Row[]): Matrix | SparseMatrix {
    const where = 'TableEncoder.transform';
    const table = tableOfRecords(where, rows);
    const blocks = encodeBlocks(where, table, this.#state);
    return this.#state.isSparse ? sparseOf(blocks, table.rows) : denseOf(blocks, table.rows);
  }

  /** Plain data from which {@link loadTableEncoder} makes the same encoder. */
  toJSON(): TableEncoderJSON {
    return { kind: 'tableEncoder', version: 1, ...structuredClone(this.#state) };
  }
}

/** The columns of the table one after the other, then the interactions. */
export function encodeBlocks(
  where: string,
  table: Table,
  { columns, interactions, unknown }: TableEncoderState,
): Entries[] {
  const blocks = new Map(
    columns.map((column) => [column.name, encodeColumn(where, table, column, unknown)]),
  );
  const products = interactions.map(([a, b]) => productsOf(blocks.get(a)!, blocks.get(b)!));
  return [...blocks.values(), ...products];
}

/** The names of what `encodeBlocks` makes. */
export function featureNamesOf({ columns, interactions }: TableEncoderState): string[] {
  const names = new Map(columns.map((column) => [column.name, columnNames(column)]));
  const products = interactions.map(([a, b]) => productNames(names.get(a)!, names.get(b)!));
  return [...names.values(), ...products].flat();
}
