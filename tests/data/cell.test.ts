import { describe, expect, it } from 'vitest';
import { compareLevels, isCode, isMissing, levelOf, numberOf } from '../../src/data/cell.ts';

describe('cells', () => {
  it.each([
    '',
    '  ',
    'NA',
    'N/A',
    'n/a',
    'NaN',
    'nan',
    'null',
    'NULL',
    '?',
    ' ? ',
    null,
    undefined,
    NaN,
  ])('%j is missing', (cell) => {
    expect(isMissing(cell)).toBe(true);
    expect(levelOf(cell)).toBe('(missing)');
    expect(numberOf(cell)).toBeNaN();
  });

  it.each(['0', 'na', 'none', '-', '.', 'N A', 0, false])('%j is not missing', (cell) => {
    expect(isMissing(cell)).toBe(false);
    expect(levelOf(cell)).toBe(String(cell));
  });

  it.each([
    ['12', 12],
    [' -1.5 ', -1.5],
    ['+.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['6.02E23', 6.02e23],
    ['02139', 2139],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['1e999', Infinity],
    [-0, -0],
  ])('%j reads as a number', (cell, value) => {
    expect(numberOf(cell)).toBe(value);
  });

  it.each([
    '0x10',
    ' 0x10',
    '0b1',
    '0o7',
    '1,5',
    '1 000',
    '12a',
    'e5',
    '--1',
    '1e',
    'infinite',
    'true',
    true,
  ])('%j is no number', (cell) => {
    expect(numberOf(cell)).toBeNaN();
  });

  it('takes digits with a leading zero for codes', () => {
    expect(['02139', '007', ' 00 '].map(isCode)).toEqual([true, true, true]);
    expect(['0', '0.5', '10', '-01', '0e1'].map(isCode)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('orders levels by size, then text by code units', () => {
    const levels = ['b', '10', 'a', '9', 'B', '-1', '2.5'];
    expect(levels.sort(compareLevels)).toEqual(['-1', '2.5', '9', '10', 'B', 'a', 'b']);
  });

  it('orders different spellings of one number, so that the order never depends on the input', () => {
    expect(['1', '1.0'].sort(compareLevels)).toEqual(['1.0', '1'].sort(compareLevels));
  });
});
