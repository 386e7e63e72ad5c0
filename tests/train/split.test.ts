/** Rows held for validation are a fair share of every class, drawn at random. */
import { describe, expect, test } from 'vitest';
import { type Parts, splitAfter, splitRows } from '../../src/train/split.ts';

/** Rows of each class: from many to one. */
const SIZES = [101, 40, 13, 5, 2, 1];
const ROWS = SIZES.reduce((a, b) => a + b, 0);

/** Class of each row, class after class, as in a sorted table. */
const CODES = Int32Array.from(SIZES.flatMap((size, code) => new Array<number>(size).fill(code)));

const heldOf = ({ check, clean }: Parts) => check.subarray(clean);
const sorted = (rows: ArrayLike<number>) => Array.from(rows).sort((a, b) => a - b);
const ALL = Array.from({ length: ROWS }, (_, row) => row);

/** Rows of each class among some. */
function counts(rows: Int32Array): number[] {
  const found = SIZES.map(() => 0);
  for (const row of rows) found[CODES[row]!]!++;
  return found;
}

describe.each([0.2, 0.5, 0.1, 0.37])('a share of %d', (share) => {
  test.each(['a', 'b', 7])('is taken of every class, seed %s', (seed) => {
    const parts = splitRows(ROWS, share, seed, CODES);
    const held = counts(heldOf(parts));
    // as near to the share as whole rows can be
    held.forEach((count, code) => {
      expect(Math.abs(count - share * SIZES[code]!)).toBeLessThanOrEqual(0.5);
    });
    expect(counts(parts.train)).toEqual(SIZES.map((size, code) => size - held[code]!));
    expect(parts.validation).toBe(held.reduce((a, b) => a + b));
  });

  test('is taken of all rows where there are no classes', () => {
    const parts = splitRows(ROWS, share, 3);
    expect(Math.abs(parts.validation - share * ROWS)).toBeLessThanOrEqual(0.5);
    expect(sorted([...parts.train, ...heldOf(parts)])).toEqual(ALL);
  });
});

test('every row is on one side, and what is measured again was trained on', () => {
  const parts = splitRows(ROWS, 0.2, 1, CODES);
  expect(sorted([...parts.train, ...heldOf(parts)])).toEqual(ALL);
  expect(parts.clean).toBe(parts.validation);
  const again = [...parts.check.subarray(0, parts.clean)];
  expect(new Set(again).size).toBe(parts.clean);
  const trained = new Set(parts.train);
  expect(again.every((row) => trained.has(row))).toBe(true);
});

test('seeds draw the rows: each is held by some, and two draw others', () => {
  const seeds = Array.from({ length: 60 }, (_, seed) => heldOf(splitRows(ROWS, 0.2, seed, CODES)));
  expect(sorted(seeds[0]!)).not.toEqual(sorted(seeds[1]!));
  const often = ALL.map((row) => seeds.filter((held) => held.includes(row)).length);
  // a class of one or two rows has none of them held at this share
  const expected = ALL.map((row) => SIZES[CODES[row]!]! >= 5);
  expect(often.map((count) => count > 0)).toEqual(expected);
  expect(sorted(heldOf(splitRows(ROWS, 0.2, 0, CODES)))).toEqual(sorted(seeds[0]!));
});

test('no share holds nothing, and given rows are held as they are', () => {
  const none = splitRows(ROWS, 0, 1, CODES);
  expect([none.validation, none.clean, none.train.length]).toEqual([0, ROWS, ROWS]);
  const parts = splitAfter(10, 3, 1);
  expect([...heldOf(parts)]).toEqual([10, 11, 12]);
  expect(sorted(parts.train)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
