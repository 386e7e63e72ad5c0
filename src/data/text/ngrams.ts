/** n-grams as ranges of one text, each visited once per occurrence. */
import type { TermVisitor } from './analyzer.ts';

/** Least and largest n. */
export type NgramRange = readonly [number, number];

/** Runs of n words joined by single blanks. */
export function wordNgrams(
  tokens: readonly string[],
  [least, most]: NgramRange,
  visit: TermVisitor,
): void {
  const text = tokens.join(' ');
  const starts = new Int32Array(tokens.length + 1);
  for (let k = 0; k < tokens.length; k++) starts[k + 1] = starts[k]! + tokens[k]!.length + 1;
  for (let n = least; n <= Math.min(most, tokens.length); n++)
    for (let k = 0; k + n <= tokens.length; k++) visit(text, starts[k]!, starts[k + n]! - 1);
}

/** Runs of n characters (code points), once runs of two or more spaces have become one blank. */
export function charNgrams(document: string, [least, most]: NgramRange, visit: TermVisitor): void {
  const text = collapseSpaces(document);
  const starts = codePointStarts(text);
  const count = starts.length - 1;
  for (let n = least; n <= Math.min(most, count); n++)
    for (let k = 0; k + n <= count; k++) visit(text, starts[k]!, starts[k + n]!);
}

/**
 * Runs of n characters inside words that have a blank put before and after. A padded word of at
 * most n characters is visited once, whole, and not again for a larger n.
 */
export function charWbNgrams(
  document: string,
  [least, most]: NgramRange,
  visit: TermVisitor,
): void {
  const text = padWords(document);
  const starts = codePointStarts(text);
  const isBlank = (k: number) => text.charCodeAt(starts[k]!) === BLANK;
  for (let from = 0; from < starts.length - 1; ) {
    let to = from + 2;
    while (!isBlank(to - 1)) to++;
    for (let n = least; n <= most; n++) {
      for (let k = from; k === from || k + n <= to; k++)
        visit(text, starts[k]!, starts[Math.min(k + n, to)]!);
      if (n >= to - from) break;
    }
    from = to;
  }
}

const BLANK = 0x20;

/** Spaces of Unicode and the separators U+001C … U+001F, as Python's `str.isspace` has them. */
const SPACES = [
  '\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680',
  '\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
].join('');

function collapseSpaces(text: string): string {
  return text.replace(new RegExp(`[${SPACES}]{2,}`, 'g'), ' ');
}

/** ` word ` after ` word `. */
function padWords(text: string): string {
  const words = text.match(new RegExp(`[^${SPACES}]+`, 'g')) ?? [];
  return words.map((word) => ` ${word} `).join('');
}

/** Where each code point starts, and the length of the text. */
function codePointStarts(text: string): Int32Array {
  const starts = new Int32Array(text.length + 1);
  let count = 0;
  for (let k = 0; k < text.length; k++) {
    starts[count++] = k;
    if (text.codePointAt(k)! > 0xffff) k++;
  }
  starts[count++] = text.length;
  return starts.subarray(0, count);
}
