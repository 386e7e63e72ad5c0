/** Which columns hold numbers, and the levels of the others. */
import { fail } from '../check.ts';
import { compareLevels, isCode, isMissing, levelOf, MISSING_LEVEL, numberOf } from './cell.ts';
import type { Roles } from './schema.ts';
import type { Table } from './table.ts';
import type { ColumnEncoding } from './types.ts';

/** A text column that was not declared categorical has at most this many levels. */
const MOST_LEVELS = 100;
/** From here on, levels that half of the rows differ in are taken for identifiers. */
const FEW_LEVELS = 10;

/**
 * How column j enters X: as numbers where all its cells are, one-hot otherwise. Undefined where
 * it holds no value at all.
 * @throws RangeError for undeclared text with more levels than a category has.
 */
export function columnKind(
  where: string,
  table: Table,
  j: number,
  roles: Pick<Roles, 'numeric' | 'categorical'>,
): ColumnEncoding | undefined {
  const name = table.names[j]!;
  const { values, texts, textAt } = countKinds(table, j);
  if (values === 0) return undefined;
  if (roles.numeric.has(name)) return { name, kind: 'numeric' };
  const declared = roles.categorical.has(name);
  if (!declared && texts === 0) return { name, kind: 'numeric' };
  const levels = levelsOf(table, j);
  const isIdentifier = levels.length > FEW_LEVELS && 2 * levels.length >= table.rows;
  if (!declared && (levels.length > MOST_LEVELS || isIdentifier)) {
    const typo = `${table.place(textAt)} holds no number where most cells do; `;
    const hint = `${2 * texts < values ? typo : ''}list ${name} in ignore, or in categorical`;
    const rule = `have at most ${MOST_LEVELS} levels, most of them repeated`;
    fail(where, `text column ${name}`, rule, levels.length, hint);
  }
  return { name, kind: 'categorical', levels };
}

/** The distinct cells of column j in the order of `compareLevels`, missing ones last. */
export function levelsOf(table: Table, j: number): string[] {
  const found = new Set<string>();
  const cells = table.columns[j]!;
  for (let i = 0; i < table.rows; i++) found.add(levelOf(cells[i]));
  const hasMissing = found.delete(MISSING_LEVEL);
  const levels = [...found].sort(compareLevels);
  return hasMissing ? [...levels, MISSING_LEVEL] : levels;
}

/** How many cells of column j hold a value, how many of those are text, and the first of these. */
export function countKinds(table: Table, j: number) {
  const cells = table.columns[j]!;
  const count = { values: 0, texts: 0, textAt: -1 };
  for (let i = 0; i < table.rows; i++) {
    const cell = cells[i];
    const isNumber = !Number.isNaN(numberOf(cell)) && !isCode(cell);
    if (!isNumber && isMissing(cell)) continue;
    count.values++;
    if (isNumber) continue;
    if (count.texts++ === 0) count.textAt = i;
  }
  return count;
}
