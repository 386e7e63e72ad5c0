/** Either kind of column. */
import { MISSING_LEVEL } from '../cell.ts';
import { columnOf, type Table } from '../table.ts';
import {
  type CategoricalColumn,
  categoricalNames,
  encodeCategorical,
} from './categoricalColumn.ts';
import type { Entries } from './entries.ts';
import {
  encodeNumeric,
  type NumericColumn,
  numericNames,
  withoutBooleans,
} from './numericColumn.ts';

/** What was learned about a column of the table. */
export type LearnedColumn = NumericColumn | CategoricalColumn;

/** Its columns of X. */
export function columnNames(column: LearnedColumn): string[] {
  return column.kind === 'numeric' ? numericNames(column) : categoricalNames(column);
}

/**
 * Encode the column of this name. A table may lack it where training rows had missing cells:
 * records often leave such cells out, and then all of these do.
 * @throws RangeError where it is missing otherwise, and for cells that do not fit.
 */
export function encodeColumn(
  where: string,
  table: Table,
  column: LearnedColumn,
  unknown: 'ignore' | 'error',
): Entries {
  const { names, rows, place } = table;
  const j = names.indexOf(column.name);
  const cells =
    j < 0 && mayLack(column)
      ? new Array<undefined>(rows).fill(undefined)
      : table.columns[j < 0 ? columnOf(where, table, column.name, 'feature') : j]!;
  const alone = { names: [column.name], rows, place };
  if (column.kind === 'numeric')
    return encodeNumeric(where, { ...alone, columns: [withoutBooleans(cells)] }, 0, column);
  return encodeCategorical(where, { ...alone, columns: [cells] }, 0, { column, unknown });
}

function mayLack(column: LearnedColumn): boolean {
  if (column.kind === 'numeric') return column.hasGaps;
  return column.levels.includes(MISSING_LEVEL) || column.rare.includes(MISSING_LEVEL);
}
