/** Responses of several columns: times with events, and several targets. */
import { fail } from '../check.ts';
import { type Cell, numberOf } from '../data/cell.ts';
import { datasetOf, encodeDataset } from '../data/dataset.ts';
import { extension } from '../data/extension.ts';
import { readNumbers } from '../data/readNumbers.ts';
import { readRows } from '../data/readRows.ts';
import { cellName, columnOf, selectRows, type Table } from '../data/table.ts';
import { rowsWithTarget } from '../data/targetOf.ts';
import type { Dataset, TableEncoding, TableSchema } from '../data/types.ts';
import type { FamilySpec } from '../linear/response/familyChoice.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import type { FamilyFlags } from './familyFlags.ts';
import { type DataFlags, schemaOf } from './options.ts';
import type { Training } from './training.ts';

/** Columns of the response beyond the target of the encoding, which is the first of them. */
export interface ResponseRoles {
  readonly event?: string;
  readonly targets?: readonly string[];
}

/** Each column of a response and the option that named it. */
export type ResponseColumns = readonly { readonly name: string; readonly flag: string }[];

export function survivalColumns(flags: DataFlags & FamilyFlags): ResponseColumns {
  const { target, time, event } = flags;
  if (target !== undefined)
    fail('tikhonov', '--target', 'be left out for --family cox', target, 'see --time and --event');
  if (time === undefined) fail('tikhonov', '--time', 'be given for --family cox', undefined);
  if (event === undefined) fail('tikhonov', '--event', 'be given for --family cox', undefined);
  return [
    { name: time, flag: '--time' },
    { name: event, flag: '--event' },
  ];
}

export function manyColumns({ target }: DataFlags): ResponseColumns {
  const names = target?.split(',').map((name) => name.trim()) ?? [];
  if (names.length < 2 || names.includes(''))
    fail('tikhonov', '--target', 'be columns separated by commas for multigaussian', target);
  return names.map((name) => ({ name, flag: '--target' }));
}

/** Read a table whose response has several columns; rows that lack one of them are dropped. */
export async function readColumns(
  path: string,
  flags: DataFlags,
  family: FamilySpec,
  columns: ResponseColumns,
): Promise<Training> {
  const table = await readTable(path, family);
  const { ignore = [], ...schema } = schemaOf(flags);
  checkRoles(columns, { ...schema, ignore });
  const [first, ...others] = columns.map(({ name }) => name);
  const complete = completeRows(table, columns);
  const extended = { ...schema, target: first!, ignore: [...ignore, ...others] };
  const dataset = datasetOf('tikhonov', complete.table, extended);
  const roles: ResponseRoles =
    family.name === 'cox' ? { event: others[0]! } : { targets: [first!, ...others] };
  const y = responseOf(complete.table, first!, roles);
  const name =
    family.name === 'cox' ? `survival (${first}, ${others[0]})` : [first, ...others].join(', ');
  return {
    dataset: { ...dataset, notes: [...complete.notes, ...dataset.notes] },
    family,
    y,
    name,
    roles,
  };
}

/** The same rows by an encoding learned before. */
export function encodeColumns(
  table: Table,
  encoding: TableEncoding,
  roles: ResponseRoles,
): { dataset: Dataset; y: ResponseLike } {
  const { target } = encoding.schema;
  const names = roles.targets ?? [target, roles.event!];
  const complete = completeRows(
    table,
    names.map((name) => ({ name, flag: '--target' })),
  );
  const dataset = encodeDataset(encoding, complete.table);
  const notes = [...complete.notes, ...dataset.notes];
  return { dataset: { ...dataset, notes }, y: responseOf(complete.table, target, roles) };
}

/** Rows of a table that have every column of the response. */
export function rowsWithAll(table: Table, names: readonly string[]): number[] {
  const columns = names.map((name) => columnOf('tikhonov', table, name, '--target'));
  const sets = columns.map((j) => new Set(rowsWithTarget(table, j)));
  return rowsWithTarget(table, columns[0]!).filter((i) => sets.every((rows) => rows.has(i)));
}

async function readTable(path: string, { name }: FamilySpec): Promise<Table> {
  if (extension('tikhonov', path) === 'svm')
    fail('tikhonov', '--family', 'be of one target for .svm files', name);
  return readRows(path);
}

function checkRoles(columns: ResponseColumns, schema: Partial<TableSchema>): void {
  const { weight, offset, group, ignore = [] } = schema;
  const taken = new Map(ignore.map((name) => [name, '--ignore']));
  for (const [role, name] of Object.entries({ weight, offset, group }))
    if (name !== undefined) taken.set(name, `--${role}`);
  for (const { name, flag } of columns) {
    const other = taken.get(name);
    if (other) fail('tikhonov', flag, 'name a column of its own', name, `it is ${other} already`);
    taken.set(name, flag);
  }
}

function completeRows(table: Table, columns: ResponseColumns) {
  for (const { name, flag } of columns) columnOf('tikhonov', table, name, flag);
  const names = columns.map(({ name }) => name);
  const kept = rowsWithAll(table, names);
  const dropped = table.rows - kept.length;
  if (dropped === 0) return { table, notes: [] };
  const note = `${dropped} of ${table.rows} rows lack ${names.join(' or ')}: dropped`;
  return { table: selectRows(table, kept), notes: [note] };
}

function responseOf(table: Table, first: string, { event, targets }: ResponseRoles): ResponseLike {
  const numbers = (name: string) => readNumbers('tikhonov', table, table.names.indexOf(name));
  if (event !== undefined) return { time: numbers(first), event: readEvents(table, event) };
  const columns = targets!.map(numbers);
  // The shape of an Arrow table carries the names.
  return {
    numRows: table.rows,
    numCols: columns.length,
    schema: { fields: targets!.map((name) => ({ name })) },
    getChildAt: (j: number) => ({ toArray: () => columns[j]! }),
  };
}

/** 0 and 1, or false and true, as text or as they are. */
function readEvents(table: Table, name: string): Float64Array {
  const cells = table.columns[table.names.indexOf(name)]!;
  return Float64Array.from({ length: table.rows }, (_, i) => {
    const flag = flagOf(cells[i]);
    if (flag !== undefined) return flag;
    const where = cellName(table.place(i), name);
    return fail('tikhonov', where, 'be 0 or 1, false or true', cells[i]);
  });
}

function flagOf(cell: Cell): 0 | 1 | undefined {
  const number = numberOf(cell);
  if (number === 0 || number === 1) return number;
  const word = String(cell).trim().toLowerCase();
  if (word === 'true') return 1;
  return word === 'false' ? 0 : undefined;
}
