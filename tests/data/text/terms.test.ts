/** Terms, their order and their bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzerOf } from '../../../src/data/text/analyzer.ts';
import { codePointOrder } from '../../../src/data/text/codePointOrder.ts';
import { CountRows } from '../../../src/data/text/countRows.ts';
import type { TextOptions } from '../../../src/data/text/index.ts';
import { textSettings } from '../../../src/data/text/textSettings.ts';
import { utf8Bound, writeUtf8 } from '../../../src/data/text/utf8.ts';
import { rowsOf } from './sparse.ts';

function terms(document: string, options: TextOptions = {}): string[] {
  const found: string[] = [];
  const visit = (text: string, from: number, to: number) => found.push(text.slice(from, to));
  analyzerOf(textSettings('test', options))(document, visit);
  return found;
}

describe('words', () => {
  it('are runs of two or more word characters in lower case', () => {
    expect(terms("It's a X-ray_2, Ünder é")).toEqual(['it', 'ray_2', 'ünder']);
    expect(terms('Aa bB', { lowercase: false })).toEqual(['Aa', 'bB']);
  });

  it('make n-grams over the stop words that were left out', () => {
    expect(terms('aa the bb the cc', { stopWords: ['the'], ngram: [2, 3] })).toEqual([
      'aa bb',
      'bb cc',
      'aa bb cc',
    ]);
  });

  it('follow a pattern, its group, and neither its flags nor its state', () => {
    const pattern = /\d+/gy;
    pattern.lastIndex = 3;
    expect(terms('a1 22 b333', { tokenPattern: pattern })).toEqual(['1', '22', '333']);
    expect(terms('a1 22 b333', { tokenPattern: /b(\d)|a/ })).toEqual(['3']);
    expect(terms('aXbX', { tokenPattern: /x*/i })).toEqual(['x', 'x']);
  });
});

describe('characters', () => {
  it('are code points of the text with runs of spaces made one', () => {
    expect(terms('a😀 \n b', { analyzer: 'char', ngram: [2, 2] })).toEqual(['a😀', '😀 ', ' b']);
    expect(terms('ab\nc', { analyzer: 'char' })).toEqual(['a', 'b', '\n', 'c']);
    expect(terms('ab', { analyzer: 'char', ngram: [3, 4] })).toEqual([]);
  });

  it('inside words are padded, and a short word comes once', () => {
    const options: TextOptions = { analyzer: 'charWb', ngram: [3, 5] };
    expect(terms('\tab  c\u3000', options)).toEqual([' ab', 'ab ', ' ab ', ' c ']);
    expect(terms(' \n ', options)).toEqual([]);
    expect(terms('😀', { analyzer: 'charWb', ngram: [2, 2] })).toEqual([' 😀', '😀 ']);
  });
});

describe('codePointOrder', () => {
  it('is the order of the arrays of code points', () => {
    const point = fc.constantFrom('a', 'z', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{1f600}');
    const text = fc.array(point, { maxLength: 4 }).map((points) => points.join(''));
    const twin = (a: string, b: string) => {
      const [left, right] = [a, b].map((s) => Array.from(s, (c) => c.codePointAt(0)!));
      const k = left!.findIndex((c, i) => c !== right![i]);
      return k < 0 ? left!.length - right!.length : left![k]! - (right![k] ?? -1);
    };
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(codePointOrder(a, b))).toBe(Math.sign(twin(a, b)));
      }),
    );
  });
});

describe('writeUtf8', () => {
  it('writes the bytes of TextEncoder for any text, halves of pairs too', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0xd7fe, max: 0xe001 }),
      fc.integer({ min: 0, max: 0x801 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), (units) => {
        const text = String.fromCharCode(...units);
        const bytes = new Uint8Array(utf8Bound(text.length) + 1).fill(7);
        const length = writeUtf8(text, 0, text.length, bytes);
        expect(bytes.slice(0, length)).toEqual(new TextEncoder().encode(text));
        expect(bytes.at(-1)).toBe(7);
      }),
    );
  });

  it('writes a range as if it were the text', () => {
    const text = 'ab😀cd';
    const bytes = new Uint8Array(16);
    const write = (from: number, to: number) => bytes.slice(0, writeUtf8(text, from, to, bytes));
    expect(write(1, 4)).toEqual(new TextEncoder().encode('b😀'));
    expect(write(1, 3)).toEqual(new TextEncoder().encode('b\ufffd'));
  });
});

describe('CountRows', () => {
  it('adds up whatever comes, beyond its first capacity', () => {
    const entry = fc.tuple(fc.nat(600), fc.constantFrom(-1, 1, 2));
    const table = fc.array(fc.array(entry, { maxLength: 400 }), { maxLength: 5 });
    fc.assert(
      fc.property(table, (rows) => {
        const counts = new CountRows();
        const expected = rows.map((row) => {
          const sums = new Map<number, number>();
          for (const [term, amount] of row) {
            counts.add(term, amount);
            sums.set(term, (sums.get(term) ?? 0) + amount);
          }
          counts.endRow();
          return [...sums].filter(([, sum]) => sum !== 0).sort(([a], [b]) => a - b);
        });
        expect(rowsOf(counts.toCsc({ cols: 601, binary: false }))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves terms out, renumbers them, and counts each once where that is asked for', () => {
    const counts = new CountRows();
    for (const term of [0, 1, 1, 2]) counts.add(term, 1);
    counts.add(2, -1);
    counts.endRow();
    const columnOf = Int32Array.of(1, -1, 0);
    const one = counts.toCsc({ cols: 2, columnOf, binary: true });
    expect(rowsOf(one)).toEqual([
      [
        [0, 1],
        [1, 1],
      ],
    ]);
    expect(rowsOf(counts.toCsc({ cols: 2, columnOf, binary: false }))).toEqual([[[1, 1]]]);
    counts.clear();
    expect(counts.toCsc({ cols: 2, binary: false }).rows).toBe(0);
  });
});
