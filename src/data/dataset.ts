/** Datasets: X, y and names out of a table and what its columns are for. */
import { fail } from '../check.ts';
import type { Matrix } from '../memory/matrix.ts';
import { isMissing, levelOf } from './cell.ts';
import { columnKind, levelsOf } from './columnKind.ts';
import { encodeTable, featureNamesOf } from './encodeRows.ts';
import { readAllNumbers } from './readNumbers.ts';
import { type Roles, rolesOf } from './schema.ts';
import { cellName, checkNames, selectRows, type Table } from './table.ts';
import { rowsWithTarget, type Target, targetOf } from './targetOf.ts';
import type { ColumnEncoding, Dataset, TableEncoding, TableSchema } from './types.ts';

/**
 * Learn the encoding of a table, and apply it.
 * @throws RangeError for a schema or cells that do not fit, or fewer than 2 rows with a target.
 */
export function datasetOf(where: string, table: Table, schema: TableSchema): Dataset {
  const roles = rolesOf(where, table, schema);
  const notes: string[] = [];
  const rows = withTarget(table, roles, notes);
  if (rows.rows < 2)
    fail(where, `target column ${schema.target}`, 'hold at least 2 values', rows.rows);
  const columns: ColumnEncoding[] = [];
  for (const j of roles.features) {
    const column = columnKind(where, rows, j, roles);
    if (column) columns.push(column);
    else notes.push(`column ${table.names[j]} holds no value: left out`);
  }
  for (const [j, name] of table.names.entries())
    if (name === '') notes.push(`column ${j + 1} has no name: left out`);
  if (columns.length === 0)
    fail(where, 'the table', 'have at least 1 feature column besides the target', 0);
  const response = targetOf(where, rows, roles);
  const encoding = {
    schema: structuredClone(schema),
    columns,
    ...(response.levels && { target: { levels: response.levels } }),
  };
  return assemble(where, rows, { roles, response, encoding, notes });
}

/**
 * X, y and the rest of a new table with the target, by an encoding learned before: for scoring
 * and verifying a model. Rows without target are dropped, as when learning; a text target gets
 * the codes it had then.
 *
 * @throws RangeError as `encodeRows` does, where a column the schema names is missing, and for a
 * label that no training row had.
 */
export function encodeDataset(encoding: TableEncoding, table: Table): Dataset {
  const where = 'encodeDataset';
  const { target, weight, offset, group, numeric, categorical } = encoding.schema;
  const isTarget = (name: string) => name === target;
  const kinds = { numeric: numeric?.filter(isTarget), categorical: categorical?.filter(isTarget) };
  const roles = rolesOf(where, table, { target, weight, offset, group, ...kinds });
  const notes: string[] = [];
  const rows = withTarget(table, roles, notes);
  const response = targetOf(where, rows, roles, encoding.target?.levels);
  return assemble(where, rows, { roles, response, encoding, notes });
}

function withTarget(table: Table, { target }: Roles, notes: string[]): Table {
  const kept = rowsWithTarget(table, target);
  const dropped = table.rows - kept.length;
  if (dropped === 0) return table;
  notes.push(`${dropped} of ${table.rows} rows have no ${table.names[target]}: dropped`);
  return selectRows(table, kept);
}

interface Learned {
  readonly roles: Roles;
  readonly response: Target;
  readonly encoding: TableEncoding;
  readonly notes: string[];
}

function assemble(where: string, table: Table, learned: Learned): Dataset {
  const { roles, response, encoding, notes } = learned;
  const { y, labels, note } = response;
  if (note) notes.push(note);
  const featureNames = featureNamesOf(encoding.columns);
  checkNames(where, featureNames);
  const X = encodeTable(where, encoding.columns, table);
  const impute = encoding.schema.impute ?? 'mean';
  const gaps = missingCells(X, featureNames);
  if (gaps) notes.push(`missing cells (${gaps}): filled by the ${impute} of the training rows`);
  return {
    X,
    y,
    labels,
    featureNames,
    ...rowValues(where, table, roles),
    impute: gaps ? impute : undefined,
    encoding,
    notes,
    transform: (rows) => encodeTable('transform', encoding.columns, rows),
  };
}

function rowValues(where: string, table: Table, { weight, offset, group }: Roles) {
  const numbers = (j: number | undefined, what: string, least?: number) =>
    j === undefined ? undefined : readAllNumbers(where, table, j, { what, least });
  return {
    weights: numbers(weight, 'a weight >= 0', 0),
    offset: numbers(offset, 'an offset'),
    groups: group === undefined ? undefined : readGroups(where, table, group),
  };
}

/** Codes of the groups in the order of their sorted names. */
function readGroups(where: string, table: Table, j: number): Int32Array {
  const position = new Map(levelsOf(table, j).map((level, k) => [level, k]));
  return Int32Array.from({ length: table.rows }, (_, i) => {
    const cell = table.columns[j]![i];
    if (isMissing(cell))
      fail(where, cellName(table.place(i), table.names[j]!), 'hold a group', cell);
    return position.get(levelOf(cell))!;
  });
}

/** 'age 3, bmi 1': the columns of X with NaN and how many. */
function missingCells(X: Matrix, names: readonly string[]): string {
  const { data, rows } = X;
  const counts = names.map((name, j) => {
    let count = 0;
    for (let i = 0; i < rows; i++) count += Number(Number.isNaN(data[j * rows + i]));
    return { name, count };
  });
  const gaps = counts.filter(({ count }) => count > 0);
  const shown = gaps.slice(0, SHOWN).map(({ name, count }) => `${name} ${count}`);
  return gaps.length > SHOWN ? `${shown.join(', ')}, … ${gaps.length} columns` : shown.join(', ');
}

/** Columns spelled out in the note. */
const SHOWN = 10;
