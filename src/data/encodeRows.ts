import { Matrix } from '../memory/matrix.ts';
import { levelOf } from './cell.ts';
import { readNumbers } from './readNumbers.ts';
import { columnOf, type Table, tableOfRecords } from './table.ts';
import type { ColumnEncoding, Row, TableEncoding } from './types.ts';

/**
 * X of new rows, encoded as the training table was: rows × features, column-major float64.
 *
 * Columns are found by name, other columns (the target too) may be there or not. A missing number
 * becomes NaN; a level that training did not see becomes zeros in all columns of its category.
 *
 * @throws RangeError where a column is missing, or where a numeric cell holds text.
 */
export function encodeRows(encoding: TableEncoding, table: Table | readonly Row[]): Matrix {
  return encodeTable('encodeRows', encoding.columns, table);
}

/** encodeRows with the name of the caller. */
export function encodeTable(
  where: string,
  columns: readonly ColumnEncoding[],
  source: Table | readonly Row[],
): Matrix {
  const table = 'place' in source ? source : tableOfRecords(where, source);
  const rows = table.rows;
  const cols = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const data = new Float64Array(rows * cols);
  const position = new Map(table.names.map((name, j) => [name, j]));
  let at = 0;
  for (const column of columns) {
    const j = position.get(column.name) ?? columnOf(where, table, column.name, 'feature');
    const block = data.subarray(at, at + rows * widthOf(column));
    if (column.kind === 'numeric') block.set(readNumbers(where, table, j));
    else encodeLevels(table.columns[j]!, column.levels, block);
    at += block.length;
  }
  return Matrix.wrap({ data, rows, cols, order: 'col' });
}

/** The columns of X: the name of a number, `column=level` for each level. */
export function featureNamesOf(columns: readonly ColumnEncoding[]): string[] {
  return columns.flatMap((column) =>
    column.kind === 'numeric'
      ? [column.name]
      : column.levels.map((level) => `${column.name}=${level}`),
  );
}

function widthOf(column: ColumnEncoding): number {
  return column.kind === 'numeric' ? 1 : column.levels.length;
}

/** One column of 0 and 1 per level. */
function encodeLevels(
  cells: Table['columns'][number],
  levels: readonly string[],
  block: Float64Array,
): void {
  const rows = block.length / levels.length;
  const position = new Map(levels.map((level, k) => [level, k]));
  for (let i = 0; i < rows; i++) {
    const k = position.get(levelOf(cells[i]));
    if (k !== undefined) block[k * rows + i] = 1;
  }
}
