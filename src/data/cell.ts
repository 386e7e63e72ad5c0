/** One cell: what counts as missing, as a number and as text. */
import type { Row } from './types.ts';

/** An unconverted cell: text from a file, or any value of a record. */
export type Cell = Row[string];

/** The level that missing cells of a categorical column form. */
export const MISSING_LEVEL = '(missing)';

const MISSING: ReadonlySet<string> = new Set(
  ['', 'NA', 'N/A', 'n/a', 'NaN', 'nan', 'null', 'NULL', '?'], // what R, pandas, SQL and UCI write
);
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const RADIX = /^0[box]/i;
const CODE = /^\s*0\d+\s*$/;

/** No value: empty, NA, N/A, NaN, null or ?, blanks around it ignored. */
export function isMissing(cell: Cell): boolean {
  if (typeof cell === 'string') return MISSING.has(cell.trim());
  return cell === null || cell === undefined || Number.isNaN(cell);
}

/** The number a cell that is not missing holds (inf counts: it is refused later), or NaN. */
export function numberOf(cell: Cell): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return Number.NaN;
  const value = Number(cell);
  // Most cells end here. Blanks (0 to Number) and 0x10 (16) do not get through.
  if (cell.charCodeAt(0) > SPACE && !(cell.charCodeAt(1) > NINE)) return value;
  const text = cell.trim();
  if (!Number.isNaN(value)) return text === '' || RADIX.test(text) ? Number.NaN : value;
  const infinite = INFINITE.exec(text);
  return infinite ? Number(`${infinite[1]}Infinity`) : Number.NaN;
}

const SPACE = 32;
const NINE = 57;

/** Digits with a leading zero (02139, 007): a code, not a quantity. */
export function isCode(cell: Cell): boolean {
  return typeof cell === 'string' && CODE.test(cell);
}

/** The level of a cell: its text without the blanks around it. */
export function levelOf(cell: Cell): string {
  return isMissing(cell) ? MISSING_LEVEL : String(cell).trim();
}

/** Numbers first, by size; then text, by code units: the same order in every locale. */
export function compareLevels(a: string, b: string): number {
  const x = numberOf(a);
  const y = numberOf(b);
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  if (x < y || x > y) return x - y;
  return a < b ? -1 : Number(a > b);
}
