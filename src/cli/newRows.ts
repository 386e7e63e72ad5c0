/** New rows as a model wants them, and what was noticed on the way. */
import { fail } from '../check.ts';
import { levelOf } from '../data/cell.ts';
import { encodeRows, featureNamesOf } from '../data/encodeRows.ts';
import { extension } from '../data/extension.ts';
import { readDataset } from '../data/readDataset.ts';
import { readAllNumbers } from '../data/readNumbers.ts';
import { readRows } from '../data/readRows.ts';
import { columnOf, type Table } from '../data/table.ts';
import type { ColumnEncoding, TableEncoding } from '../data/types.ts';
import type { Matrix } from '../memory/matrix.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';
import { type AnyModel, encodingOf, isNetwork, metaOf } from './modelFile.ts';
import { countOf } from './terminal.ts';

export interface NewRows {
  readonly X: Matrix | SparseMatrix;
  readonly offset?: Float64Array;
  /** Rows without a prediction, ascending: they miss a number that nothing says how to fill. */
  readonly incomplete: readonly number[];
  /** Cells of the columns asked for, as read. */
  readonly ids: readonly ArrayLike<unknown>[];
  readonly notes: readonly string[];
}

/**
 * @param ids columns to pass through.
 * @throws RangeError for columns that are missing and for cells that hold no number.
 */
export async function readNewRows(
  model: AnyModel,
  path: string,
  ids: readonly string[],
): Promise<NewRows> {
  if (extension('predict', path) === 'svm') {
    if (ids.length > 0) fail('tikhonov', '--id', 'be left out for .svm files', ids.join(','));
    const columns = featureNamesOf(encodingOf(model).columns).length;
    const { X } = await readDataset(path, { columns });
    return { X, incomplete: [], ids: [], notes: [] };
  }
  const table = await readRows(path);
  const encoding = encodingOf(model);
  checkColumns(path, table, encoding);
  const columns = ids.map((name) => table.columns[columnOf('tikhonov', table, name, '--id')]!);
  const X = encodeRows(encoding, table);
  const { incomplete, notes } = fillGaps(model, table, X);
  const { offset } = encoding.schema;
  return {
    X,
    incomplete,
    ...(offset !== undefined && { offset: offsetOf(table, offset) }),
    ids: columns,
    notes: [...notes, ...encoding.columns.flatMap((column) => unknownLevels(column, table))],
  };
}

/** @throws RangeError naming all features of the model that the table lacks. */
export function checkColumns(path: string, table: Table, { columns }: TableEncoding): void {
  const missing = columns.map(({ name }) => name).filter((name) => !table.names.includes(name));
  if (missing.length === 0) return;
  const rule = `have all ${countOf(columns.length, 'feature column')} of the model`;
  const hint = `missing are ${listed(missing, 20)}`;
  throw new RangeError(
    `tikhonov: ${path} must ${rule}, got ${columns.length - missing.length}; ${hint}`,
  );
}

function offsetOf(table: Table, name: string): Float64Array {
  const j = columnOf('tikhonov', table, name, 'offset');
  return readAllNumbers('tikhonov', table, j, { what: 'an offset' });
}

/**
 * A missing number takes the fill that the fit learned. Where it learned none, because no cell of
 * the column was missing, it becomes 0 in X, and its row is incomplete unless the feature is out.
 */
function fillGaps(model: AnyModel, table: Table, X: Matrix) {
  const fills = isNetwork(model) ? metaOf(model).fills : model.settings.fills;
  const used = isNetwork(model) ? undefined : new Set(model.nonzero);
  const { data, rows } = X;
  const incomplete = new Set<number>();
  const columns: string[] = [];
  featureNamesOf(encodingOf(model).columns).forEach((name, j) => {
    const column = data.subarray(j * rows, (j + 1) * rows);
    const fill = fills?.[j] ?? Number.NaN;
    const isNeeded = Number.isNaN(fill) && used?.has(j) !== false;
    if (isNeeded && column.some(Number.isNaN)) columns.push(name);
    column.forEach((cell, i) => {
      if (!Number.isNaN(cell)) return;
      column[i] = Number.isNaN(fill) ? 0 : fill;
      if (isNeeded) incomplete.add(i);
    });
  });
  if (incomplete.size === 0) return { incomplete: [], notes: [] };
  const order = [...incomplete].sort((a, b) => a - b);
  const note =
    `${countOf(order.length, 'row')} without prediction, the first ${table.place(order[0]!)}: ` +
    `missing cells in ${listed(columns, 5)}, where training had none`;
  return { incomplete: order, notes: [note] };
}

function unknownLevels(column: ColumnEncoding, table: Table): string[] {
  if (column.kind === 'numeric') return [];
  const known = new Set(column.levels);
  const cells = Array.from(table.columns[table.names.indexOf(column.name)]!, levelOf);
  const unknown = cells.filter((level) => !known.has(level));
  if (unknown.length === 0) return [];
  const levels = listed([...new Set(unknown)], 5);
  const rows = countOf(unknown.length, 'row');
  return [`column ${column.name}: ${rows} with levels that training did not have: ${levels}`];
}

function listed(words: readonly string[], most: number): string {
  const shown = words.slice(0, most).join(', ');
  return words.length > most ? `${shown}, … ${words.length} in all` : shown;
}
