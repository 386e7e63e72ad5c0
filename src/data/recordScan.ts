/**
 * Checks the structure of delimited text, and finds the line of each record. The parser behind it
 * is fast because it trusts its input: a short row swallows the next one, an open quote the rest.
 */
import { fail } from '../check.ts';

/** How the cells of a text are told apart. */
export interface Delimited {
  readonly delimiter: string;
  /** Cells may stand in double quotes, which double inside (RFC 4180). */
  readonly quoted: boolean;
}

const NEWLINE = 10;
const QUOTE = 34;

/** The records of a text: their width, and the line (from 1) each starts on, the header first. */
export interface Records {
  readonly width: number;
  readonly lines: readonly number[];
}

/**
 * Walk over all records; blank lines are none.
 * @throws RangeError for rows not as wide as the header, open quotes, text after a closing quote.
 */
export function scanRecords(where: string, text: string, format: Delimited): Records {
  const scan = new RecordScan(where, text, format);
  const lines: number[] = [];
  let width = 0;
  while (scan.skipBlankLines()) {
    const line = scan.line;
    const place = placeOf(lines.length, line);
    const cells = scan.record(place);
    if (lines.length === 0) width = cells;
    if (cells !== width)
      fail(where, place, `have ${width} cells like the header`, cells, hintOf(format));
    lines.push(line);
  }
  return { width, lines };
}

/** What a person calls a record: the header is record 0. */
export function placeOf(record: number, line: number): string {
  return record === 0 ? `the header (line ${line})` : `row ${record} (line ${line})`;
}

function hintOf({ delimiter, quoted }: Delimited): string {
  return quoted
    ? `a cell that contains ${JSON.stringify(delimiter)} or a line break stands in double quotes`
    : 'cells contain neither tabs nor line breaks';
}

class RecordScan {
  line = 1;
  #at = 0;
  readonly #where: string;
  readonly #text: string;
  readonly #delimiter: number;
  readonly #quoted: boolean;

  constructor(where: string, text: string, { delimiter, quoted }: Delimited) {
    this.#where = where;
    this.#text = text;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quoted = quoted && text.includes('"');
  }

  /** Move to the next record; false at the end of the text. */
  skipBlankLines(): boolean {
    for (; this.#text.charCodeAt(this.#at) === NEWLINE; this.#at++) this.line++;
    return this.#at < this.#text.length;
  }

  /** Walk over one record and its line end: the number of its cells. */
  record(place: string): number {
    for (let cells = 1; ; cells++) {
      if (this.#quoted && this.#text.charCodeAt(this.#at) === QUOTE) this.#skipQuoted(place, cells);
      else this.#skipPlain();
      if (this.#at === this.#text.length) return cells;
      if (this.#text.charCodeAt(this.#at++) === NEWLINE) {
        this.line++;
        return cells;
      }
    }
  }

  #skipPlain(): void {
    const text = this.#text;
    let at = this.#at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiter || code === NEWLINE) break;
    }
    this.#at = at;
  }

  #skipQuoted(place: string, cell: number): void {
    const text = this.#text;
    const start = this.#at;
    let end = text.indexOf('"', start + 1);
    while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2);
    const name = `${place}, cell ${cell}`;
    if (end < 0) fail(this.#where, name, 'close its quote', clip(text, start, text.length));
    for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
      this.line++;
    this.#at = end + 1;
    const next = text.charCodeAt(this.#at);
    if (this.#at < text.length && next !== this.#delimiter && next !== NEWLINE)
      fail(this.#where, name, 'end at its closing quote', clip(text, start, this.#at + 10), DOUBLE);
  }
}

const DOUBLE = 'a quote inside a quoted cell is written twice';

function clip(text: string, start: number, end: number): string {
  return end - start > 30 ? `${text.slice(start, start + 30)}…` : text.slice(start, end);
}
