import { initParser, type Schema } from 'udsv';
import { fail } from '../check.ts';
import { type Delimited, placeOf, scanRecords } from './recordScan.ts';
import { checkNames, type Table } from './table.ts';

/**
 * The table in delimited text with a header: cells as written, names without blanks around them.
 *
 * @throws RangeError where the text is empty or has a header only, where a row is not as wide as
 * the header, a quote stays open, or a name occurs twice.
 */
export function parseDelimited(where: string, text: string, format: Delimited): Table {
  const { lines, width } = scanRecords(where, text, format);
  if (lines.length < 2)
    fail(where, 'the table', 'hold at least 2 lines (a header and a row)', lines.length);
  const columns = width === 1 ? [onlyColumn(text, format)] : splitCells(text, format, width);
  const names = columns.map((cells) => cells.shift()!.trim());
  checkNames(where, names);
  const place = (i: number) => placeOf(i + 1, lines[i + 1]!);
  return { names, columns, rows: lines.length - 1, place };
}

function splitCells(text: string, { delimiter, quoted }: Delimited, width: number): string[][] {
  const schema: Schema = {
    col: delimiter,
    row: '\n',
    encl: quoted && text.includes('"') ? '"' : '',
    esc: '"',
    trim: false,
    cols: Array.from({ length: width }, (_, j) => ({ name: `${j}`, type: 's', repl: NOTHING })),
  };
  return initParser(schema).stringCols<string[]>(text);
}

const NOTHING = { empty: undefined, null: undefined, NaN: undefined };
const QUOTED_LINE = /^"((?:[^"]|"")*)"$|^(.+)$/gm;
const LINE = /^()(.+)$/gm;

/** The parser drops quoted cells of a single column, and takes its blank lines for cells. */
function onlyColumn(text: string, { quoted }: Delimited): string[] {
  const matches = text.matchAll(quoted ? QUOTED_LINE : LINE);
  return Array.from(matches, ([, inner, plain]) => plain ?? inner!.replaceAll('""', '"'));
}

/** The delimiter of a .csv: the first of comma, semicolon and tab that its header contains. */
export function formatOf(name: string, text: string): Delimited {
  if (/\.tsv(\.gz)?$/i.test(name)) return { delimiter: '\t', quoted: false };
  const end = text.indexOf('\n');
  const header = end < 0 ? text : text.slice(0, end);
  const delimiter = [',', ';', '\t'].find((mark) => header.includes(mark)) ?? ',';
  return { delimiter, quoted: true };
}
