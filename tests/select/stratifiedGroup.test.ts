import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveFolds } from '../../src/select/split/index.ts';

const K = 2;

/** Σ_f Σ_c (m_fc / M_c)² of the rows placed in folds; fold −1 is none. */
function squaredShares(fold: readonly number[], strata: readonly string[]): number {
  let sum = 0;
  for (const label of new Set(strata)) {
    const members = fold.filter((_, i) => strata[i] === label);
    for (let f = 0; f < K; f++)
      sum += (members.filter((placed) => placed === f).length / members.length) ** 2;
  }
  return sum;
}

/** Squared shares of a group by itself. */
function sizeOf(group: number, groups: readonly number[], strata: readonly string[]): number {
  return squaredShares(
    groups.map((g) => (g === group ? 0 : -1)),
    strata,
  );
}

/** Test rows of each fold: groups by falling size, each tried in every fold. */
function greedyTwin(groups: readonly number[], strata: readonly string[]): number[][] {
  const rowsIn = (fold: readonly number[], f: number) => fold.filter((g) => g === f).length;
  const visit = [...new Set(groups)].sort(
    (a, b) => sizeOf(b, groups, strata) - sizeOf(a, groups, strata),
  );
  let fold = groups.map(() => -1);
  for (const group of visit) {
    const tried = Array.from({ length: K }, (_, f) =>
      fold.map((placed, i) => (groups[i] === group ? f : placed)),
    );
    const before = fold;
    const order = tried.map((_, f) => f);
    order.sort(
      (a, b) =>
        squaredShares(tried[a]!, strata) - squaredShares(tried[b]!, strata) ||
        rowsIn(before, a) - rowsIn(before, b),
    );
    fold = tried[order[0]!]!;
  }
  return Array.from({ length: K }, (_, f) => groups.map((_, i) => i).filter((i) => fold[i] === f));
}

function sickRows(y: readonly number[], kind: 'group' | 'stratifiedGroup', seed: number): number[] {
  const groups = y.map((_, i) => Math.floor(i / 10));
  const folds = resolveFolds({ kind, k: 4 }, { n: y.length, y, groups, seed });
  return folds.map(({ test }) => test.reduce((sum, i) => sum + y[i]!, 0));
}

describe('stratifiedGroup', () => {
  it('finds the even mix where there is one', () => {
    // Groups of one class each: every fold must get one of each class.
    const groups = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3];
    const y = groups.map((g) => (g < 2 ? 'sick' : 'healthy'));
    for (let seed = 0; seed < 20; seed++) {
      const folds = resolveFolds({ kind: 'stratifiedGroup', k: 2 }, { n: 12, y, groups, seed });
      for (const { test } of folds) expect(test.filter((i) => y[i] === 'sick').length).toBe(3);
    }
  });

  it('spreads a rare class that folds of groups alone do not', () => {
    // 40 groups of 10 rows; 8 of the groups have 5 rows of class 1 each.
    const y = Array.from({ length: 400 }, (_, i) => Number(i % 50 < 10 && i % 2 === 0));
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    for (const seed of seeds)
      expect(sickRows(y, 'stratifiedGroup', seed)).toEqual([10, 10, 10, 10]);
    expect(seeds.some((seed) => Math.max(...sickRows(y, 'group', seed)) > 10)).toBe(true);
  });

  it('takes the emptier of two folds that cost the same', () => {
    const groups = [...'AAAABBCDD'];
    const strata = [...'xxxxxyyyy'];
    const spec = { kind: 'stratifiedGroup', k: 2, strata, groups } as const;
    const [first, second] = resolveFolds(spec, { n: 9 });
    // A: 4/5 of x; D: 2/4 of y; B: 1/5 of x and 1/4 of y, cheaper beside D (2/16) than A (4/25);
    // C: 1/4 of y, free beside A.
    expect(Array.from(first!.test, (i) => groups[i]).join('')).toBe('AAAAC');
    expect(Array.from(second!.test, (i) => groups[i]).join('')).toBe('BBDD');
  });

  it('puts each group where the sum of squared shares stays least', () => {
    // Class sizes are powers of two: all shares are exact, and equal costs are equal.
    const strata = [...'xxxxxxxxyyyyzz'];
    const labels = fc.array(fc.nat(4), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(labels, fc.nat(), (groups, seed) => {
        const names = [...new Set(groups)];
        const sizes = new Set(names.map((g) => sizeOf(g, groups, strata)));
        // Of equal groups the seed says which goes first.
        fc.pre(names.length >= K && sizes.size === names.length);
        const spec = { kind: 'stratifiedGroup', k: K, strata } as const;
        const folds = resolveFolds(spec, { n: 14, groups, seed });
        expect(folds.map(({ test }) => Array.from(test))).toEqual(greedyTwin(groups, strata));
      }),
    );
  });
});
