/** Columns of numbers: filled, as they are or as splines, with an indicator of what was missing. */
import { fail } from '../../check.ts';
import type { Cell } from '../cell.ts';
import { readNumbers } from '../readNumbers.ts';
import type { Table } from '../table.ts';
import { type Entries, EntryList } from './entries.ts';
import { SplineBasis } from './splineBasis.ts';
import { splineKnots } from './splineKnots.ts';
import type { TablePlan } from './tableOptions.ts';

/** What the training rows say about a column of numbers. */
export interface NumericColumn {
  readonly name: string;
  readonly kind: 'numeric';
  /** Mean or median of the cells that are there. */
  readonly fill: number;
  /** Whether cells were missing. */
  readonly hasGaps: boolean;
  /** Whether `name:missing` is a column of X. */
  readonly hasIndicator: boolean;
  /** Knots of the spline that takes the place of the number. */
  readonly knots?: readonly number[];
}

/** Booleans as 0 and 1, other cells as they are. */
export function withoutBooleans(cells: ArrayLike<Cell>): ArrayLike<Cell> {
  const hasBoolean = Array.prototype.some.call(cells, (cell) => typeof cell === 'boolean');
  if (!hasBoolean) return cells;
  return Array.from(cells, (cell) => (typeof cell === 'boolean' ? Number(cell) : cell));
}

/**
 * Learn from column j, which holds at least one value.
 * @throws RangeError naming row and value for text and infinite numbers.
 */
export function learnNumeric(
  where: string,
  table: Table,
  j: number,
  { missing, indicator, splines }: TablePlan,
): NumericColumn {
  const name = table.names[j]!;
  const values = readNumbers(where, table, j).filter((value) => !Number.isNaN(value));
  const hasGaps = values.length < table.rows;
  const isMarked = typeof indicator === 'boolean' ? indicator : indicator.has(name);
  const count = splines.get(name);
  const knots = count === undefined ? undefined : splineKnots(values, count);
  const fill = missing === 'mean' ? meanOf(values) : medianOf(values);
  if (!Number.isFinite(fill))
    fail(where, `column ${name}`, `have a finite ${missing}`, fill, 'scale its numbers down');
  const hasIndicator = isMarked && hasGaps;
  return { name, kind: 'numeric', fill, hasGaps, hasIndicator, ...(knots && { knots }) };
}

/** `name` or `name:spline1` …, then `name:missing`. */
export function numericNames({ name, knots, hasIndicator }: NumericColumn): string[] {
  const names = knots ? knots.map((_, k) => `${name}:spline${k + 1}`) : [name];
  return hasIndicator ? [...names, `${name}:missing`] : names;
}

/** @throws RangeError naming row and value for text and infinite numbers. */
export function encodeNumeric(
  where: string,
  table: Table,
  j: number,
  { fill, hasIndicator, knots }: NumericColumn,
): Entries {
  const values = readNumbers(where, table, j);
  const basis = knots && new SplineBasis(knots);
  const width = basis?.size ?? 1;
  const rowValues = new Float64Array(width);
  const list = new EntryList(table.rows, table.rows * (width + Number(hasIndicator)));
  for (const value of values) {
    const isGap = Number.isNaN(value);
    const number = isGap ? fill : value;
    if (basis) basis.evaluate(number, rowValues);
    else rowValues[0] = number;
    for (let k = 0; k < width; k++) list.add(k, rowValues[k]!);
    if (hasIndicator) list.add(width, Number(isGap));
    list.endRow();
  }
  return list.finish(width + Number(hasIndicator));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value, of an even number the midpoint of the two. */
function medianOf(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}
