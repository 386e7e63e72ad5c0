import { fail } from '../check.ts';
import { placeOf } from './recordScan.ts';

/** Rows of a sparse matrix, compressed: row i holds entries starts[i] … starts[i+1] − 1. */
export interface SvmlightRows {
  readonly y: number[];
  readonly starts: number[];
  /** Columns, from 0. */
  readonly indices: number[];
  readonly values: number[];
  /** The largest index that occurs, 0 where none does. */
  width: number;
}

/** Columns are counted in 32 bits. */
const MOST_COLUMNS = 2 ** 31 - 1;

/**
 * The rows of an svmlight text; blank lines and comments are none.
 * @throws RangeError naming line and entry, and for fewer than 2 rows or no entry.
 */
export function parseSvmlight(where: string, text: string, columns = MOST_COLUMNS): SvmlightRows {
  const rows: SvmlightRows = { y: [], starts: [0], indices: [], values: [], width: 0 };
  for (const [k, line] of text.split('\n').entries()) {
    const comment = line.indexOf('#');
    const tokens = (comment < 0 ? line : line.slice(0, comment)).trim().split(/\s+/);
    if (tokens[0] === '') continue;
    const place = placeOf(rows.y.length + 1, k + 1);
    const label = Number(tokens[0]);
    if (!Number.isFinite(label)) fail(where, place, 'start with a number, its label', tokens[0]);
    rows.y.push(label);
    addEntries(where, place, tokens, columns, rows);
    rows.starts.push(rows.indices.length);
  }
  if (rows.y.length < 2) fail(where, 'the file', 'hold at least 2 rows', rows.y.length);
  if (rows.width === 0) fail(where, 'the file', 'hold at least 1 entry index:value', 0);
  return rows;
}

function addEntries(
  where: string,
  place: string,
  tokens: readonly string[],
  columns: number,
  rows: SvmlightRows,
): void {
  let last = 0;
  for (let k = 1; k < tokens.length; k++) {
    const token = tokens[k]!;
    const colon = token.indexOf(':');
    const index = colon > 0 ? Number(token.slice(0, colon)) : Number.NaN;
    const value = colon < token.length - 1 ? Number(token.slice(colon + 1)) : Number.NaN;
    const name = `${place}, entry ${k}`;
    if (Number.isNaN(index) || Number.isNaN(value))
      fail(where, name, 'read index:value, two numbers', token);
    if (!Number.isFinite(value)) fail(where, name, 'be finite', token);
    if (!(Number.isInteger(index) && index >= 1 && index <= columns))
      fail(where, name, `have an index from 1 to ${columns}`, token, index === 0 ? FROM_ONE : '');
    if (index <= last) fail(where, name, `have an index above ${last}, the one before`, token);
    last = index;
    rows.width = Math.max(rows.width, index);
    if (value === 0) continue;
    rows.indices.push(index - 1);
    rows.values.push(value);
  }
}

const FROM_ONE = 'indices count from 1; scikit-learn writes them with zero_based=False';
