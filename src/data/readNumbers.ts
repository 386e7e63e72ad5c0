import { fail } from '../check.ts';
import { type Cell, isMissing, numberOf } from './cell.ts';
import { cellName, type Table } from './table.ts';

/**
 * The numbers of column j; NaN where a cell is missing.
 * @throws RangeError naming row, column and cell for text and for infinite numbers.
 */
export function readNumbers(where: string, table: Table, j: number): Float64Array {
  const cells = table.columns[j]!;
  const values = new Float64Array(table.rows);
  for (let i = 0; i < values.length; i++) {
    values[i] = numberOf(cells[i]);
    if (!Number.isFinite(values[i]!)) checkCell(where, table, i, j, cells[i]);
  }
  return values;
}

/**
 * The numbers of column j, none missing and none below `least`; `what` is what a cell must hold.
 * @throws RangeError naming row, column and cell.
 */
export function readAllNumbers(
  where: string,
  table: Table,
  j: number,
  { what, least = -Infinity }: { what: string; least?: number },
): Float64Array {
  const values = readNumbers(where, table, j);
  for (let i = 0; i < values.length; i++)
    if (!(values[i]! >= least))
      fail(where, cellName(table.place(i), table.names[j]!), `hold ${what}`, table.columns[j]![i]);
  return values;
}

function checkCell(where: string, table: Table, i: number, j: number, cell: Cell): void {
  if (isMissing(cell)) return;
  const name = cellName(table.place(i), table.names[j]!);
  fail(where, name, Number.isNaN(numberOf(cell)) ? 'be a number' : 'be finite', cell);
}
