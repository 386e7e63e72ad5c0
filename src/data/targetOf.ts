import { fail } from '../check.ts';
import { isMissing, levelOf } from './cell.ts';
import { countKinds, levelsOf } from './columnKind.ts';
import { listed } from './listed.ts';
import { readNumbers } from './readNumbers.ts';
import type { Roles } from './schema.ts';
import { cellName, type Table } from './table.ts';

/** y; for a text target the position of each label among the sorted levels. */
export interface Target {
  readonly y: Float64Array;
  readonly labels?: readonly string[];
  readonly levels?: readonly string[];
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
 * @param known the levels of the training rows: their codes are used, no others exist.
 * @throws RangeError naming row, column and cell for text among numbers and for unknown labels.
 */
export function targetOf(
  where: string,
  table: Table,
  roles: Roles,
  known?: readonly string[],
): Target {
  const name = table.names[roles.target]!;
  if (!known && !isCoded(table, roles)) return { y: readNumbers(where, table, roles.target) };
  const levels = known ?? levelsOf(table, roles.target);
  const position = new Map(levels.map((level, k) => [level, k]));
  const labels = Array.from(table.columns[roles.target]!, levelOf);
  const y = Float64Array.from(labels, (label, i) => {
    const code = position.get(label);
    if (code !== undefined) return code;
    const rule = `be a label of the training rows (${listed(levels)})`;
    return fail(where, cellName(table.place(i), name), rule, label);
  });
  const codes = listed(levels.map((level, k) => `${k} = ${level}`));
  return { y, labels, levels, note: `target ${name} is text, coded ${codes}` };
}

function isCoded(table: Table, roles: Roles): boolean {
  const name = table.names[roles.target]!;
  const { values, texts } = countKinds(table, roles.target);
  const isNumeric = roles.numeric.has(name) || texts === 0 || 2 * texts < values;
  return !isNumeric || roles.categorical.has(name);
}
