/** New rows as a model wants them, and what was noticed on the way. */
import { fail } from '../check.ts';
import { levelOf } from '../data/cell.ts';
import { encodeRows } from '../data/encodeRows.ts';
import { extension } from '../data/extension.ts';
import { readDataset } from '../data/readDataset.ts';
import { readAllNumbers } from '../data/readNumbers.ts';
import { readRows } from '../data/readRows.ts';
import { cellName, columnOf, type Table } from '../data/table.ts';
import type { ColumnEncoding, TableEncoding } from '../data/types.ts';
import type { FittedLinear } from '../linear/fitted.ts';
import type { Matrix } from '../memory/matrix.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';
import { encodingOf } from './modelFile.ts';
import { countOf } from './terminal.ts';

export interface NewRows {
  readonly X: Matrix | SparseMatrix;
  readonly offset?: Float64Array;
  /** Cells of the columns asked for, as read. */
  readonly ids: readonly ArrayLike<unknown>[];
  readonly notes: readonly string[];
}

/**
 * @param ids columns to pass through.
 * @throws RangeError for a column that is missing, a cell that holds no number, or a missing cell
 * where the training table had none.
 */
export async function readNewRows(
  model: FittedLinear,
  path: string,
  ids: readonly string[],
): Promise<NewRows> {
  if (extension('predict', path) === 'svm') {
    if (ids.length > 0) fail('tikhonov', '--id', 'be left out for .svm files', ids.join(','));
    const { X } = await readDataset(path, { columns: model.coef.length });
    return { X, ids: [], notes: [] };
  }
  const table = await readRows(path);
  const encoding = encodingOf(model);
  const columns = ids.map((name) => table.columns[columnOf('tikhonov', table, name, '--id')]!);
  const X = encodeRows(encoding, table);
  checkFills(model, encoding, table, X);
  const { offset } = encoding.schema;
  return {
    X,
    ...(offset !== undefined && { offset: offsetOf(table, offset) }),
    ids: columns,
    notes: encoding.columns.flatMap((column) => unknownLevels(column, table)),
  };
}

function offsetOf(table: Table, name: string): Float64Array {
  const j = columnOf('tikhonov', table, name, 'offset');
  return readAllNumbers('tikhonov', table, j, { what: 'an offset' });
}

/** A missing number takes the fill that the fit learned; where it learned none there is no way on. */
function checkFills(
  model: FittedLinear,
  { columns }: TableEncoding,
  table: Table,
  X: Matrix,
): void {
  const { fills } = model.settings;
  const numeric = new Set(columns.filter(({ kind }) => kind === 'numeric').map(({ name }) => name));
  model.featureNames.forEach((name, j) => {
    if (!numeric.has(name) || Number.isFinite(fills?.[j])) return;
    const i = X.col(j).findIndex(Number.isNaN);
    if (i < 0) return;
    const hint = 'the training table had no missing cell there, so nothing says how to fill one';
    fail('tikhonov', cellName(table.place(i), name), 'hold a number', 'a missing cell', hint);
  });
}

function unknownLevels(column: ColumnEncoding, table: Table): string[] {
  if (column.kind === 'numeric') return [];
  const known = new Set(column.levels);
  const cells = Array.from(table.columns[table.names.indexOf(column.name)]!, levelOf);
  const unknown = cells.filter((level) => !known.has(level));
  if (unknown.length === 0) return [];
  const levels = [...new Set(unknown)];
  const shown = levels.slice(0, SHOWN).join(', ') + (levels.length > SHOWN ? ', …' : '');
  const rows = countOf(unknown.length, 'row');
  return [
    `column ${column.name}: ${rows} with levels the training did not see (${shown}), taken as none`,
  ];
}

/** Levels spelled out. */
const SHOWN = 5;
