/** The text that the commands are made of. */
import { describe, expect, it } from 'vitest';
import { csvText } from '../../src/cli/csvText.ts';
import { failureLine } from '../../src/cli/failureLine.ts';
import { shellWords } from '../../src/cli/shellWords.ts';
import {
  alignCells,
  alignPoints,
  countOf,
  gapText,
  powerText,
  shortNumber,
  withError,
} from '../../src/cli/terminal.ts';
import { MemoryError } from '../../src/memory/errors.ts';

describe('columns of text', () => {
  it('are as wide as their widest cell, counted in characters', () => {
    expect(
      alignCells([
        ['a', 'Größe', 'x'],
        ['ccc', '1', 'yy'],
      ]),
    ).toEqual(['a    Größe  x', 'ccc  1      yy']);
    expect(alignCells([['a'], ['b', 'c'], ['', '']])).toEqual(['a', 'b  c', '']);
    expect(alignCells([])).toEqual([]);
  });

  it('of numbers have their points in one column', () => {
    expect(alignPoints([1.5, -12.25, 300, 0.001])).toEqual([
      '  1.5  ',
      '-12.25 ',
      '300    ',
      '  0.001',
    ]);
    expect(alignPoints([1e-9, 2])).toEqual(['1e-9', '   2']);
    expect(alignPoints([])).toEqual([]);
  });
});

describe('numbers', () => {
  it('are short', () => {
    expect([1 / 3, 12345.6, 0, -2, 1e-9, Number.NaN].map((value) => shortNumber(value))).toEqual([
      '0.3333',
      '12350',
      '0',
      '-2',
      '1e-9',
      '–',
    ]);
  });

  it('are as exact as their error', () => {
    expect(withError(3009.4, 151.2)).toBe('3009 ± 151');
    expect(withError(0.12345, 0.0123)).toBe('0.123 ± 0.012');
    expect(withError(7.5, 0.85)).toBe('7.50 ± 0.85');
    expect(withError(1e-9, 1e-10)).toBe('1e-9 ± 1e-10');
    expect(withError(5, Number.NaN)).toBe('5');
    expect(withError(5, 0)).toBe('5');
  });

  it('of certificates are powers of ten', () => {
    expect(gapText(9.34e-8, 1e-6, true)).toBe('9.3e-8 ≤ 1e-6');
    expect(gapText(Infinity, 1e-6, false)).toBe('Infinity > 1e-6');
    expect([0, 1, 0.05].map(powerText)).toEqual(['0', '1e+0', '5e-2']);
  });

  it('of things have a plural', () => {
    expect([countOf(1, 'row'), countOf(2, 'row'), countOf(0, 'row')]).toEqual([
      '1 row',
      '2 rows',
      '0 rows',
    ]);
  });
});

describe('the text of a CSV', () => {
  it('quotes what a reader would take apart, and leaves missing cells empty', () => {
    const columns = [
      ['a,b', 'c"d', ' e', 'f'],
      [1, Number.NaN, null, undefined],
    ];
    expect(csvText(['x', 'y\nz'], columns, 4)).toBe('x,"y\nz"\n"a,b",1\n"c""d",\n" e",\nf,\n');
  });

  it('holds every digit', () => {
    expect(csvText(['x'], [[0.1 + 0.2, 1e300]], 2)).toBe('x\n0.30000000000000004\n1e+300\n');
  });
});

describe('a command line', () => {
  it('is quoted where a shell would split or expand it', () => {
    expect(shellWords(['a', '--b=1,0.5', 'c d', "it's", '$x', ''])).toBe(
      `a --b=1,0.5 'c d' 'it'\\''s' '$x' ''`,
    );
  });
});

describe('the line of an error', () => {
  it.each([
    [
      new RangeError('readDataset: target must x, got undefined; y'),
      '--target must x, got none; y',
    ],
    [new TypeError('Lasso.fit: weights must x, got 1'), '--weight must x, got 1'],
    [new Error('load: a\n  b'), 'a b'],
    [
      new Error("error: unknown option '--x'\n(Did you mean one of --a, --b?)"),
      "unknown option '--x'; did you mean one of --a, --b?",
    ],
    [
      new MemoryError(10, 20),
      'cannot reserve 10 bytes within the limit of 20 bytes; use fewer columns, or a sparse ' +
        '.svm file',
    ],
    ['plain', 'plain'],
  ])('of %s', (error, line) => {
    expect(failureLine(error)).toBe(line);
  });
});
