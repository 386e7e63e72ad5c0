import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveFolds, type SplitContext } from '../../src/select/split/index.ts';
import type { FoldSpec, Split } from '../../src/select/types.ts';
import { expectEach } from '../support/expectEach.ts';

type Kind = FoldSpec['kind'];

/** For each kind: the fewest rows, whether each is tested exactly once, whether the seed counts. */
const CASES: Record<Kind, { rows: number; once: boolean; seeded: boolean }> = {
  kfold: { rows: 3, once: true, seeded: true },
  stratified: { rows: 4, once: true, seeded: true },
  group: { rows: 6, once: true, seeded: true },
  stratifiedGroup: { rows: 6, once: true, seeded: true },
  timeseries: { rows: 4, once: false, seeded: false },
  repeated: { rows: 3, once: false, seeded: true },
  loo: { rows: 2, once: true, seeded: false },
  holdout: { rows: 2, once: false, seeded: true },
};
const KINDS = Object.keys(CASES) as Kind[];

/** k = 3 where the kind has a k; n rows of 2 classes in groups of 2 neighbours. */
function splitsOf(kind: Kind, n: number, seed: number): Split[] {
  const k = kind === 'loo' || kind === 'holdout' ? {} : { k: 3 };
  return resolveFolds({ kind, ...k }, contextOf(n, seed));
}

function contextOf(n: number, seed: number): SplitContext {
  const rows = Array.from({ length: n }, (_, i) => i);
  return { n, seed, y: rows.map((i) => i % 2), groups: rows.map((i) => `group ${i >> 1}`) };
}

/** How often each row is tested. */
function testCounts(splits: readonly Split[], n: number): number[] {
  const counts = new Array<number>(n).fill(0);
  for (const { test } of splits) for (const i of test) counts[i]!++;
  return counts;
}

/** Splits as text, which is compared at once. */
function said(splits: readonly Split[]): string {
  return splits.map(({ train, test }) => `${train} / ${test}`).join('\n');
}

function rowsIn(split: Split): number[] {
  return [...split.train, ...split.test];
}

function rowCount(kind: Kind): fc.Arbitrary<number> {
  return fc.integer({ min: CASES[kind].rows, max: 70 });
}

describe.each(KINDS)('folds of kind %s', (kind) => {
  const { seeded } = CASES[kind];
  const count = rowCount(kind);

  it('are sorted, disjoint, in range and never empty', () => {
    fc.assert(
      fc.property(count, fc.nat(), (n, seed) => {
        for (const split of splitsOf(kind, n, seed)) {
          for (const side of [split.train, split.test]) {
            expectEach(side instanceof Int32Array).toBe(true);
            expectEach(side.length).toBeGreaterThan(0);
            expectEach(side.every((i, at) => at === 0 || side[at - 1]! <= i)).toBe(true);
            expectEach(side.every((i) => i >= 0 && i < n)).toBe(true);
          }
          expectEach(new Set(rowsIn(split)).size).toBe(split.train.length + split.test.length);
        }
      }),
    );
  });

  it('are the same for the same seed', () => {
    fc.assert(
      fc.property(count, fc.nat(), (n, seed) => {
        expectEach(said(splitsOf(kind, n, seed))).toBe(said(splitsOf(kind, n, seed)));
      }),
    );
  });

  it(seeded ? 'differ between seeds' : 'do not depend on the seed', () => {
    const [one, two] = [splitsOf(kind, 60, 1), splitsOf(kind, 60, 2)];
    if (seeded) expect(one).not.toEqual(two);
    else expect(one).toEqual(two);
  });
});

describe.each(KINDS.filter((kind) => CASES[kind].once))('folds of kind %s', (kind) => {
  it('test every row exactly once and train on all others', () => {
    fc.assert(
      fc.property(rowCount(kind), fc.nat(), (n, seed) => {
        const splits = splitsOf(kind, n, seed);
        expectEach(testCounts(splits, n).every((count) => count === 1)).toBe(true);
        for (const split of splits) expectEach(rowsIn(split).length).toBe(n);
      }),
    );
  });
});
