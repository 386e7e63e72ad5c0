import { isMissing, levelOf } from './cell.ts';
import { countKinds, levelsOf } from './columnKind.ts';
import { readNumbers } from './readNumbers.ts';
import type { Roles } from './schema.ts';
import type { Table } from './table.ts';

/** y; for a text target the position of each label among the sorted labels. */
export interface Target {
  readonly y: Float64Array;
  readonly labels?: readonly string[];
  readonly note?: string;
}

/** Rows whose target is there, in order. */
export function rowsWithTarget(table: Table, target: number): number[] {
  const rows: number[] = [];
  const cells = table.columns[target]!;
  for (let i = 0; i < table.rows; i++) if (!isMissing(cells[i])) rows.push(i);
  return rows;
}

/**
 * The target as numbers where it is declared numeric or most of its cells are numbers, and
 * otherwise as codes 0 … K − 1 of its K labels in sorted order.
 *
 * @throws RangeError naming row, column and cell for text among numbers.
 */
export function targetOf(where: string, table: Table, roles: Roles): Target {
  const name = table.names[roles.target]!;
  const { values, texts } = countKinds(table, roles.target);
  const isNumeric = roles.numeric.has(name) || texts === 0 || 2 * texts < values;
  if (isNumeric && !roles.categorical.has(name))
    return { y: readNumbers(where, table, roles.target) };
  const levels = levelsOf(table, roles.target);
  const position = new Map(levels.map((level, k) => [level, k]));
  const labels = Array.from(table.columns[roles.target]!, levelOf);
  const y = Float64Array.from(labels, (label) => position.get(label)!);
  const codes = levels.slice(0, SHOWN).map((level, k) => `${k} = ${level}`);
  const rest = levels.length > SHOWN ? `, … ${levels.length} in all` : '';
  return { y, labels, note: `target ${name} is text, coded ${codes.join(', ')}${rest}` };
}

/** Codes spelled out in the note. */
const SHOWN = 10;
