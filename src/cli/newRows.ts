/** New rows as a model wants them, and what was noticed on the way. */
import { fail } from '../check.ts';
import { levelOf } from '../data/cell.ts';
import { encodeRows } from '../data/encodeRows.ts';
import { extension } from '../data/extension.ts';
import { readDataset } from '../data/readDataset.ts';
import { readAllNumbers } from '../data/readNumbers.ts';
import { readRows } from '../data/readRows.ts';
import { columnOf, type Table } from '../data/table.ts';
import type { ColumnEncoding, TableEncoding } from '../data/types.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import type { Matrix } from '../memory/matrix.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';
import { encodingOf } from './modelFile.ts';
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
  model: FittedModel,
  path: string,
  ids: readonly string[],
): Promise<NewRows> {
  if (extension('predict', path) === 'svm') {
    if (ids.length > 0) fail('tikhonov', '--id', 'be left out for .svm files', ids.join(','));
    const { X } = await readDataset(path, { columns: model.featureNames.length });
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
function fillGaps(model: FittedModel, table: Table, X: Matrix) {
  const { fills } = model.settings;
  const { data, rows } = X;
  const used = new Set(model.nonzero);
  const incomplete = new Set<number>();
  const columns: string[] = [];
  model.featureNames.forEach((name, j) => {
    if (Number.isFinite(fills?.[j])) return;
    const column = data.subarray(j * rows, (j + 1) * rows);
    const isOut = !used.has(j);
    if (!isOut && column.some(Number.isNaN)) columns.push(name);
    column.forEach((cell, i) => {
      if (!Number.isNaN(cell)) return;
      column[i] = 0;
      if (!isOut) incomplete.add(i);
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
