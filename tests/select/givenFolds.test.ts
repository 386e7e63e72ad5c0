import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveFolds } from '../../src/select/split/index.ts';
import type { Folds } from '../../src/select/types.ts';

describe('fold ids', () => {
  it('make one fold per distinct id, ascending, and never test negative ones', () => {
    const ids = Int32Array.of(7, -1, 2, 7, 2 ** 31 - 1, -(2 ** 31), 2);
    expect(resolveFolds(ids, { n: 7 })).toEqual([
      { train: Int32Array.of(0, 1, 3, 4, 5), test: Int32Array.of(2, 6) },
      { train: Int32Array.of(1, 2, 4, 5, 6), test: Int32Array.of(0, 3) },
      { train: Int32Array.of(0, 1, 2, 3, 5, 6), test: Int32Array.of(4) },
    ]);
  });

  it('may test a single fold where other rows are left to train on', () => {
    expect(resolveFolds(Int32Array.of(-1, 0, -1), { n: 3 })).toEqual([
      { train: Int32Array.of(0, 2), test: Int32Array.of(1) },
    ]);
  });

  it('reproduce the k folds they were read from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.nat(), (n, seed) => {
        const folds = resolveFolds(5, { n, seed });
        const ids = new Int32Array(n);
        folds.forEach(({ test }, f) => {
          for (const i of test) ids[i] = 10 * f;
        });
        expect(resolveFolds(ids, { n })).toEqual(folds);
      }),
    );
  });

  it('are refused where their length, their signs or their number cannot be', () => {
    expect(() => resolveFolds(Int32Array.of(0, 1), { n: 3 })).toThrow(
      new RangeError('folds: ids must have length 3 (one per row of X), got 2'),
    );
    expect(() => resolveFolds(Int32Array.of(-5, -1), { n: 2 })).toThrow(
      new RangeError('folds: ids must hold an id >= 0, got -5'),
    );
    expect(() => resolveFolds(Int32Array.of(3, 3), { n: 2 })).toThrow(
      new RangeError('folds: ids must leave rows to train on, got 3; all rows have this id'),
    );
  });
});

describe('pairs of rows', () => {
  const expected = [
    { train: Int32Array.of(0, 2, 10), test: Int32Array.of(1) },
    { train: Int32Array.of(1), test: Int32Array.of(0, 1 + 1) },
  ];

  it('are taken as objects, as tuples and from a generator, sorted', () => {
    const tuples = [
      [[10, 0, 2], [1]],
      [[1], [2, 0]],
    ] as const;
    const objects = tuples.map(([train, test]) => ({ train, test }));
    function* generator() {
      yield* objects;
    }
    for (const folds of [tuples, objects, generator(), new Set(objects)])
      expect(resolveFolds(folds, { n: 11 })).toEqual(expected);
  });

  it('are copied', () => {
    const train = Int32Array.of(2, 0);
    const [split] = resolveFolds([[train, Int32Array.of(1)]], { n: 3 });
    expect(Array.from(train)).toEqual([2, 0]);
    train[0] = 9;
    expect(Array.from(split!.train)).toEqual([0, 2]);
  });

  it('are refused with the place of the fault', () => {
    const cases: [unknown, string][] = [
      [[], 'pairs must hold at least one pair, got 0'],
      [[[[], [1]]], '[0].train must hold at least one row, got 0'],
      [[[[0], []]], '[0].test must hold at least one row, got 0'],
      [
        [[[0], [1]], { train: [0], test: [1, 4] }],
        '[1].test[1] must be an integer in [0, 4), got 4',
      ],
      [[[[0, -1], [1]]], '[0].train[1] must be an integer in [0, 4), got -1'],
      [[[[0, 0.5], [1]]], '[0].train[1] must be an integer in [0, 4), got 0.5'],
      [[[[0, '1'], [2]]], '[0].train[1] must be an integer in [0, 4), got "1"'],
      [[[[0, 3, 0], [1]]], '[0].train[2] must be a row not listed before, got 0'],
      [[[[0], [3, 3]]], '[0].test[1] must be a row not listed before, got 3'],
      [
        [
          [
            [0, 2],
            [1, 2],
          ],
        ],
        '[0].test[1] must be no row of train, got 2',
      ],
    ];
    for (const [folds, message] of cases)
      expect(() => resolveFolds(folds as Folds, { n: 4 })).toThrow(
        new RangeError(`folds: ${message}`),
      );
  });

  it('are refused where they are no pairs', () => {
    const form = 'must be { train, test } or [train, test] (ids: an Int32Array)';
    const cases: [unknown, string][] = [
      [[0, 1, 0, 1], `[0] ${form}, got 0`],
      [[[[0], [1], [2]]], `[0] ${form}, got an array of length 3`],
      [[{ train: [0] }], `[0] ${form}, got Object`],
      [[null], `[0] ${form}, got null`],
      [[[0, [1]]], '[0].train must be an array of row indices, got 0'],
      [[{ train: [0], test: null }], '[0].test must be an array of row indices, got null'],
    ];
    for (const [folds, message] of cases)
      expect(() => resolveFolds(folds as Folds, { n: 4 })).toThrow(
        new TypeError(`folds: ${message}`),
      );
  });
});
