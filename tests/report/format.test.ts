/** Numbers as people read them. */
import { describe, expect, it } from 'vitest';
import { columnFormat, count, countOf, fixed, number, withError } from '../../src/report/format.ts';
import { escapeHtml, html, printable, trusted } from '../../src/report/html.ts';

describe('number', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1 + 0.2, '0.3'],
    [1 / 3, '0.3333'],
    [-2.5, '−2.5'],
    [1234.5, '1235'],
    [12345.6, '12\u202f346'],
    [9999.96, '10\u202f000'],
    [0.00012345, '0.0001234'],
    [3.2e-7, '3.2 × 10⁻⁷'],
    [1e-6, '10⁻⁶'],
    [-1e300, '−10³⁰⁰'],
    [5e-324, '4.941 × 10⁻³²⁴'],
    [Number.MAX_VALUE, '1.798 × 10³⁰⁸'],
    [Number.NaN, '–'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(number(value)).toBe(text);
  });

  it('has no more digits than were asked for', () => {
    expect(number(2 / 3, 2)).toBe('0.67');
    expect(number(9.7e-8, 2)).toBe('9.7 × 10⁻⁸');
  });
});

describe('fixed, count and countOf', () => {
  it('keep decimals, drop the sign of zero, and know one from many', () => {
    expect(fixed(1.5, 2)).toBe('1.50');
    expect(fixed(-0.001, 2)).toBe('0.00');
    expect(fixed(Number.NaN, 2)).toBe('–');
    expect(count(1234567)).toBe('1\u202f234\u202f567');
    expect(countOf(1, 'fold')).toBe('1 fold');
    expect(countOf(0, 'fold')).toBe('0 folds');
  });
});

describe('withError', () => {
  it.each([
    [3008.7, 151.2, '3009 ± 151'],
    [0.49261, 0.0312, '0.493 ± 0.031'],
    [1.5, Number.NaN, '1.5'],
    [1.5, 0, '1.5'],
    [Number.NaN, 0.1, '– ± 0.10'],
    [2, 1e-7, '2 ± 10⁻⁷'],
  ])('writes %d and %d as %s', (value, error, text) => {
    expect(withError(value, error)).toBe(text);
  });
});

describe('columnFormat', () => {
  it('gives a column as many decimals as its smallest entry needs', () => {
    const values = [5.6173, 46.315, -0.127];
    expect(values.map(columnFormat(values))).toEqual(['5.62', '46.31', '−0.13']);
  });

  it('leaves entries that are tiny beside the largest, and tiny columns, to powers of ten', () => {
    const values = [100, 1e-9];
    expect(values.map(columnFormat(values))).toEqual(['100.0', '10⁻⁹']);
    expect([1e-5, 2.5e-6].map(columnFormat([1e-5, 2.5e-6]))).toEqual(['10⁻⁵', '2.5 × 10⁻⁶']);
    expect([1e8, 0].map(columnFormat([1e8, 0]))).toEqual(['10⁸', '0']);
  });

  it('lives with nothing, zeros and values that are not finite', () => {
    expect(columnFormat([])(0)).toBe('0');
    expect(columnFormat([0, 0])(0)).toBe('0');
    expect([1, Number.NaN, Infinity].map(columnFormat([1, Number.NaN, Infinity]))).toEqual([
      '1.000',
      '–',
      '∞',
    ]);
  });
});

describe('html', () => {
  it('escapes strings and inserts what is markup already', () => {
    const name = `<b>"x" & 'y'</b>`;
    const escaped = '&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;';
    expect(escapeHtml(name)).toBe(escaped);
    expect(html`<p>${name}${trusted('<i></i>')}${[html`<u>${'&'}</u>`]}</p>`.markup).toBe(
      `<p>${escaped}<i></i><u>&amp;</u></p>`,
    );
  });

  it('replaces what no markup can carry, and keeps pairs of surrogates', () => {
    expect(printable('a\u0000\ud800b\ufffe\n🧪')).toBe('a\ufffd\ufffdb\ufffd\n🧪');
  });
});
