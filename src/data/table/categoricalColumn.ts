/** Columns of categories: one column of 0 and 1 per level. */
import { fail } from '../../check.ts';
import { levelOf } from '../cell.ts';
import { levelsOf } from '../columnKind.ts';
import { listed } from '../listed.ts';
import { cellName, type Table } from '../table.ts';
import { type Entries, EntryList } from './entries.ts';
import type { TablePlan } from './tableOptions.ts';

/** What the training rows say about a column of categories. */
export interface CategoricalColumn {
  readonly name: string;
  readonly kind: 'categorical';
  /** Levels with a column of their own, sorted; missing cells are the level `(missing)`. */
  readonly levels: readonly string[];
  /** Levels that share the column `name=other`, which is there if they are. */
  readonly rare: readonly string[];
}

/** The column of the rare levels, and of a level that has this name. */
const OTHER = 'other';

/** Learn from column j. */
export function learnCategorical(
  table: Table,
  j: number,
  { minCount }: TablePlan,
): CategoricalColumn {
  const counts = new Map<string, number>();
  for (const level of Array.from(table.columns[j]!, levelOf))
    counts.set(level, (counts.get(level) ?? 0) + 1);
  const all = levelsOf(table, j);
  const hasRare = all.some((level) => counts.get(level)! < minCount);
  const isRare = (level: string) => hasRare && (counts.get(level)! < minCount || level === OTHER);
  return {
    name: table.names[j]!,
    kind: 'categorical',
    levels: all.filter((level) => !isRare(level)),
    rare: all.filter(isRare),
  };
}

/** `name=level` for each level, `name=other` last. */
export function categoricalNames({ name, levels, rare }: CategoricalColumn): string[] {
  return (rare.length > 0 ? [...levels, OTHER] : levels).map((level) => `${name}=${level}`);
}

/**
 * A level that training did not have is one of the rare ones where there are any; otherwise its
 * row is 0 in every column.
 * @throws RangeError naming row and value for such a level if `unknown` is 'error'.
 */
export function encodeCategorical(
  where: string,
  table: Table,
  j: number,
  { column, unknown }: { column: CategoricalColumn; unknown: 'ignore' | 'error' },
): Entries {
  const { name, levels, rare } = column;
  const position = new Map(levels.map((level, k) => [level, k]));
  for (const level of rare) position.set(level, levels.length);
  const cells = table.columns[j]!;
  const list = new EntryList(table.rows, table.rows);
  for (let i = 0; i < table.rows; i++) {
    let k = position.get(levelOf(cells[i]));
    if (k === undefined && unknown === 'error') {
      const rule = `be a level of the training rows (${listed([...position.keys()])})`;
      fail(where, cellName(table.place(i), name), rule, cells[i]);
    }
    if (k === undefined && rare.length > 0) k = levels.length;
    if (k !== undefined) list.add(k, 1);
    list.endRow();
  }
  return list.finish(levels.length + Number(rare.length > 0));
}
