/** A table as read: names and unconverted cells, and how to name a row in a message. */
import { fail, failType, nearest } from '../check.ts';
import type { Cell } from './cell.ts';
import type { Row } from './types.ts';

/** Columns of unconverted cells, one per name; a column without a name is called ''. */
export interface Table {
  readonly names: readonly string[];
  readonly columns: readonly ArrayLike<Cell>[];
  /** Number of rows. */
  readonly rows: number;
  /** What a person calls row i (from 0): 'row 3 (line 4)'. */
  place(i: number): string;
}

/** Refuse names that occur twice; columns without a name do not count. */
export function checkNames(where: string, names: readonly string[]): void {
  const seen = new Map<string, number>();
  for (const [j, name] of names.entries()) {
    const first = seen.get(name);
    if (first !== undefined)
      fail(where, 'column names', 'differ', name, `columns ${first + 1} and ${j + 1} share it`);
    if (name !== '') seen.set(name, j);
  }
}

/** The table of a list of records: a column per key, in order of appearance. */
export function tableOfRecords(where: string, records: readonly Row[]): Table {
  if (!Array.isArray(records)) failType(where, 'rows', 'be an array of records', records);
  if (records.length === 0) fail(where, 'rows', 'hold at least 1 row', 0);
  const names = new Set<string>();
  for (const [i, record] of records.entries()) {
    if (typeof record !== 'object' || record === null || Array.isArray(record))
      failType(where, `rows[${i}]`, 'be a record of cells', record);
    for (const name of Object.keys(record)) names.add(name);
  }
  const place = (i: number) => `row ${i + 1}`;
  const columns = Array.from(names, (name) =>
    Array.from(records, (record: Row, i) =>
      checkCell(where, place(i), name, Object.hasOwn(record, name) ? record[name] : undefined),
    ),
  );
  return { names: [...names], columns, rows: records.length, place };
}

function checkCell(where: string, place: string, name: string, cell: unknown): Cell {
  if (typeof cell === 'object' ? cell !== null : !PLAIN.includes(typeof cell))
    failType(where, cellName(place, name), 'be a number, text, boolean or null', cell);
  return cell as Cell;
}

const PLAIN: readonly string[] = ['number', 'string', 'boolean', 'undefined'];

/** What messages call one cell. */
export function cellName(place: string, name: string): string {
  return `${place}, column ${name}`;
}

/** The rows `kept` alone, still called what they were called. */
export function selectRows(table: Table, kept: readonly number[]): Table {
  return {
    names: table.names,
    columns: table.columns.map((cells) => kept.map((i) => cells[i])),
    rows: kept.length,
    place: (i) => table.place(kept[i]!),
  };
}

/** Which column has this name; `role` is what the caller calls it. */
export function columnOf(where: string, table: Table, name: unknown, role: string): number {
  const j = name === '' ? -1 : table.names.indexOf(name as string);
  if (j >= 0) return j;
  const known = table.names.filter((other) => other !== '');
  const near = typeof name === 'string' ? nearest(name, known) : undefined;
  const all = known.length <= LISTED ? `the columns are ${known.join(', ')}` : undefined;
  const some = `there are ${known.length} columns, the first ${known.slice(0, LISTED).join(', ')}`;
  const hint =
    near === undefined ? (all ?? some) : [`did you mean ${near}?`, all].filter(Boolean).join(' ');
  return fail(where, role, 'name a column of the table', name, hint);
}

/** Tables up to this many columns are listed in full. */
const LISTED = 12;
