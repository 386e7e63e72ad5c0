import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveFolds } from '../../src/select/split/index.ts';
import type { Split } from '../../src/select/types.ts';

/** How often each row is tested. */
function testCounts(splits: readonly Split[], n: number): number[] {
  const counts = new Array<number>(n).fill(0);
  for (const { test } of splits) for (const i of test) counts[i]!++;
  return counts;
}

function sizes(splits: readonly Split[]): number[] {
  return splits.map(({ test }) => test.length);
}

function spread(counts: readonly number[]): number {
  return Math.max(...counts) - Math.min(...counts);
}

describe('kfold', () => {
  const shape = fc
    .tuple(fc.integer({ min: 2, max: 12 }), fc.nat(60))
    .map(([k, more]) => ({ k, n: k + more }));

  it('makes k folds whose sizes differ by at most one', () => {
    fc.assert(
      fc.property(shape, fc.boolean(), ({ k, n }, shuffle) => {
        const folds = resolveFolds({ kind: 'kfold', k, shuffle }, { n });
        expect(folds.length).toBe(k);
        expect(spread(sizes(folds))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is what a number means, with seed 0', () => {
    const spec = resolveFolds({ kind: 'kfold', k: 4 }, { n: 19, seed: 0 });
    expect(resolveFolds(4, { n: 19 })).toEqual(spec);
  });

  it('keeps the rows in order without shuffling', () => {
    const folds = resolveFolds({ kind: 'kfold', k: 3, shuffle: false }, { n: 7 });
    expect(folds.map(({ test }) => Array.from(test))).toEqual([
      [0, 1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it('leaves one out for k = n', () => {
    const folds = resolveFolds({ kind: 'kfold', k: 5, shuffle: false }, { n: 5 });
    expect(folds).toEqual(resolveFolds({ kind: 'loo' }, { n: 5 }));
  });

  it('puts each pair of rows together as often as chance says', () => {
    const trials = 4000;
    let together = 0;
    for (let seed = 0; seed < trials; seed++) {
      const folds = resolveFolds(5, { n: 20, seed });
      if (folds.some(({ test }) => test.includes(0) && test.includes(1))) together++;
    }
    // 3 of the 19 other rows share the fold of row 0; five standard errors.
    const chance = 3 / 19;
    expect(Math.abs(together / trials - chance)).toBeLessThan(
      5 * Math.sqrt((chance * (1 - chance)) / trials),
    );
  });
});

describe('repeated', () => {
  it('is kfold at first and tests every row once per repeat', () => {
    const folds = resolveFolds({ kind: 'repeated', k: 4, repeats: 3 }, { n: 22, seed: 9 });
    expect(folds.length).toBe(12);
    expect(folds.slice(0, 4)).toEqual(resolveFolds(4, { n: 22, seed: 9 }));
    for (let r = 0; r < 3; r++)
      expect(testCounts(folds.slice(4 * r, 4 * r + 4), 22)).toEqual(new Array(22).fill(1));
    expect(new Set(folds.map(({ test }) => test.join())).size).toBe(12);
  });

  it('repeats 10 times by default', () => {
    expect(resolveFolds({ kind: 'repeated', k: 2 }, { n: 4 }).length).toBe(20);
  });
});

describe('stratified', () => {
  const classes = fc
    .array(fc.integer({ min: 2, max: 15 }), { minLength: 1, maxLength: 5 })
    .map((counts) => counts.flatMap((m, c) => new Array<string>(m).fill(`class ${c}`)));

  it('spreads each class and all rows as evenly as possible', () => {
    fc.assert(
      fc.property(classes, fc.nat(), fc.boolean(), (y, seed, shuffle) => {
        const k = Math.min(4, y.length);
        const spec = { kind: 'stratified', k, shuffle } as const;
        const folds = resolveFolds(spec, { n: y.length, y, seed });
        expect(spread(sizes(folds))).toBeLessThanOrEqual(1);
        for (const label of new Set(y)) {
          const counts = folds.map(({ test }) => test.filter((i) => y[i] === label).length);
          expect(spread(counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('deals the rows of each class in turn without shuffling', () => {
    const strata = [true, false, true, false, false];
    const folds = resolveFolds({ kind: 'stratified', k: 2, shuffle: false, strata }, { n: 5 });
    // true: rows 0, 2 to folds 0, 1; false: rows 1, 3, 4 to folds 0, 1, 0
    expect(folds.map(({ test }) => Array.from(test))).toEqual([
      [0, 1, 4],
      [2, 3],
    ]);
  });
});

describe('group', () => {
  const groups = fc.array(fc.nat(9), { minLength: 12, maxLength: 60 });

  it('never splits a group', () => {
    fc.assert(
      fc.property(
        groups,
        fc.nat(),
        fc.constantFrom('group', 'stratifiedGroup'),
        (g, seed, kind) => {
          const k = Math.min(3, new Set(g).size);
          fc.pre(k >= 2);
          const y = g.map((_, i) => i % 3);
          for (const { train, test } of resolveFolds(
            { kind, k, groups: g },
            { n: g.length, y, seed },
          )) {
            const tested = new Set(Array.from(test, (i) => g[i]));
            expect(train.some((i) => tested.has(g[i]!))).toBe(false);
          }
        },
      ),
    );
  });

  it('balances the rows: largest and smallest fold differ by at most the largest group', () => {
    fc.assert(
      fc.property(groups, fc.nat(), (g, seed) => {
        fc.pre(new Set(g).size >= 3);
        const folds = resolveFolds({ kind: 'group', k: 3 }, { n: g.length, groups: g, seed });
        const largest = Math.max(...g.map((label) => g.filter((other) => other === label).length));
        expect(spread(sizes(folds))).toBeLessThanOrEqual(largest);
      }),
    );
  });

  it('packs 5 + 4 + 3 + 3 + 3 rows into 9 + 9 greedily', () => {
    const g = [5, 4, 3, 3, 3].flatMap((m, label) => new Array<number>(m).fill(label));
    const folds = resolveFolds({ kind: 'group', k: 2 }, { n: 18, groups: Int32Array.from(g) });
    // 5 | 4, then 5 | 4 + 3, then 5 + 3 | 7, then 8 | 7 + 3
    expect(sizes(folds)).toEqual([8, 10]);
  });

  it('prefers the groups of the spec to those of the data', () => {
    const spec = { kind: 'group', k: 2, groups: ['a', 'a', 'b', 'b'] } as const;
    const folds = resolveFolds(spec, { n: 4, groups: [1, 2, 1, 2] });
    expect(folds.map(({ test }) => test.join()).toSorted()).toEqual(['0,1', '2,3']);
  });
});

describe('timeseries', () => {
  it('tests blocks in order after everything before them', () => {
    const folds = resolveFolds({ kind: 'timeseries', k: 3 }, { n: 11 });
    expect(folds.map(({ train, test }) => [train.length, Array.from(test)])).toEqual([
      [5, [5, 6]],
      [7, [7, 8]],
      [9, [9, 10]],
    ]);
  });

  it('leaves the embargo out between training and test', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(50), fc.nat(10), (k, more, wish) => {
        const n = k + 1 + more;
        const first = n - k * Math.floor(n / (k + 1));
        const embargo = Math.min(wish, first - 1);
        for (const { train, test } of resolveFolds({ kind: 'timeseries', k, embargo }, { n }))
          expect(Array.from(train)).toEqual(
            Array.from({ length: test[0]! - embargo }, (_, i) => i),
          );
      }),
    );
  });
});

describe('holdout', () => {
  it('tests the rounded share of rows, at least one and not all', () => {
    const tested = (n: number, fraction: number) =>
      resolveFolds({ kind: 'holdout', fraction }, { n })[0]!.test.length;
    expect([tested(10, 0.25), tested(10, 0.01), tested(10, 0.99), tested(2, 0.5)]).toEqual([
      3, 1, 9, 1,
    ]);
    expect(resolveFolds({ kind: 'holdout' }, { n: 50 })[0]!.test.length).toBe(10);
  });

  it('tests the last rows without shuffling', () => {
    const [split] = resolveFolds({ kind: 'holdout', fraction: 0.4, shuffle: false }, { n: 5 });
    expect(split).toEqual({ train: Int32Array.of(0, 1, 2), test: Int32Array.of(3, 4) });
  });
});
