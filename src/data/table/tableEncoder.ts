import { fail } from '../../check.ts';
import { columnKind } from '../columnKind.ts';
import type { Preprocessor } from '../recipe.ts';
import { checkNames, columnOf, type Table, tableOfRecords } from '../table.ts';
import type { Row } from '../types.ts';
import { learnCategorical } from './categoricalColumn.ts';
import { isMostlyZero } from './entries.ts';
import { encodeBlocks, FittedTableEncoder, featureNamesOf } from './fittedTableEncoder.ts';
import type { LearnedColumn } from './learnedColumn.ts';
import { learnNumeric, withoutBooleans } from './numericColumn.ts';
import { planOf, type TableEncoderOptions, type TablePlan } from './tableOptions.ts';

/**
 * Turns records into numbers: one-hot categories, filled gaps, splines and interactions.
 *
 * Everything is learned from the rows given to `fit`: kinds, levels, means, knots, and which
 * indicators exist. Give it to `recipe(rows, encoder)` and cross-validation fits it anew on the
 * training rows of each fold.
 *
 * - Numbers: `name`; a missing cell becomes the mean or median of the training cells. Booleans are
 *   0 and 1.
 * - Missing numbers, where asked for: `name:missing` is 1 for a gap, if the training rows had any.
 * - Categories: `name=level` for every level; penalized models need no reference level. A missing
 *   cell is the level `(missing)` if the training rows had one, and an unknown level otherwise.
 *   Rare levels share `name=other`, and unknown levels join them there.
 * - Splines: `name:spline1` … `name:splineK`, the natural cubic splines that are 1 at one of K
 *   knots and 0 at the others. They sum to 1, reproduce straight lines, and go on straight beyond
 *   the outer knots. Knots are quantiles of the training cells, see Harrell (2015). A column with
 *   fewer than 3 distinct training values stays a number.
 * - Interactions: `a×b`, the products of all columns that a and b became.
 *
 * A column that holds no value in the training rows is left out, with its interactions. Name the
 * kind of a column whose folds may look different, such as numbers with a rare text among them.
 *
 * @example
 * const encoder = new TableEncoder({ ignore: ['price'], indicator: true });
 * const fitted = encoder.fit([
 *   { rooms: 2, town: 'Ulm', price: 90 }, { rooms: null, town: 'Bonn', price: 80 }]);
 * fitted.featureNames              // [ 'rooms', 'rooms:missing', 'town=Bonn', 'town=Ulm' ]
 * fitted.transform([{ rooms: 3, town: 'Köln' }])                   // a 1 × 4 matrix: 3, 0, 0, 0
 * @see Wood (2017), Generalized Additive Models, 2nd ed., section 5.3.1, for the basis; Harrell
 * (2015), Regression Modeling Strategies, 2nd ed., table 2.3, for the knots.
 */
export class TableEncoder implements Preprocessor<Row> {
  readonly #plan: TablePlan;

  /**
   * @throws RangeError for values out of range, columns named twice or in two roles, TypeError for
   * values of the wrong kind and unknown options.
   */
  constructor(options: TableEncoderOptions = {}) {
    this.#plan = planOf('TableEncoder', options);
  }

  /**
   * Learn from training rows: records of numbers, text, booleans and null, read and not kept.
   *
   * @throws RangeError for a named column that no row has, text in a column of numbers (row and
   * value are named), text with more than 100 levels that is not declared, an indicator for a
   * category, and where no column is left; TypeError for rows that are not records.
   */
  fit(rows: readonly Row[]): FittedTableEncoder {
    const where = 'TableEncoder.fit';
    const table = tableOfRecords(where, rows);
    const columns = learnColumns(where, table, this.#plan);
    const { unknown } = this.#plan;
    const has = (name: string) => columns.some((column) => column.name === name);
    const interactions = this.#plan.interactions.filter(([a, b]) => has(a) && has(b));
    const state = { columns, interactions, unknown, isSparse: false };
    const names = featureNamesOf(state);
    checkNames(where, names);
    const isSparse =
      names.length > MOST_DENSE && isMostlyZero(encodeBlocks(where, table, state), table.rows);
    return new FittedTableEncoder({ ...state, isSparse });
  }
}

/** Up to this many columns X is dense, however many zeros it has. */
const MOST_DENSE = 200;

function learnColumns(where: string, table: Table, plan: TablePlan): LearnedColumn[] {
  checkColumns(where, table, plan);
  const numbers = { ...table, columns: table.columns.map(withoutBooleans) };
  const learned = table.names.flatMap((name, j): LearnedColumn[] => {
    if (name === '' || plan.ignore.has(name)) return [];
    const kind = columnKind(where, numbers, j, plan);
    if (!kind) return [];
    if (kind.kind === 'numeric') return [learnNumeric(where, numbers, j, plan)];
    return [learnCategorical(table, j, plan)];
  });
  if (learned.length === 0) fail(where, 'rows', 'have at least 1 feature column with a value', 0);
  for (const { name, kind } of learned)
    if (kind === 'categorical' && typeof plan.indicator === 'object' && plan.indicator.has(name))
      fail(where, 'indicator', 'name columns of numbers', name, 'it holds text');
  return learned;
}

function checkColumns(where: string, table: Table, plan: TablePlan): void {
  const { splines, numeric, categorical, ignore, indicator, interactions } = plan;
  const roles: Record<string, Iterable<string>> = {
    splines: splines.keys(),
    numeric,
    categorical,
    ignore,
    indicator: typeof indicator === 'object' ? indicator : [],
    interactions: interactions.flat(),
  };
  for (const [role, names] of Object.entries(roles))
    for (const name of names) columnOf(where, table, name, role);
}
