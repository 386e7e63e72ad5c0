import { describe, expect, it } from 'vitest';
import { ElasticNet, Lasso, type MatrixLike, path } from '../../../src/index.ts';
import type { ResponseLike } from '../../../src/linear/index.ts';
import { stream } from '../../../src/runtime/random.ts';
import { stabilitySelection } from '../../../src/select/inference/index.ts';
import { falseSelectionBound } from '../../../src/select/inference/stability/falseSelectionBound.ts';
import { sparseOf } from '../../support/byHand.ts';
import { activeColumns, draw, mean, standardError } from './data.ts';

/** The two halves of each pair, as the documentation says it. */
function halves(n: number, pairs: number, seed: number): number[][] {
  const size = Math.floor(n / 2);
  return Array.from({ length: pairs }, (_, b) =>
    Array.from(stream(seed, `stabilitySelection ${b}`).permutation(n)),
  ).flatMap((order) => [order.slice(0, size), order.slice(size, 2 * size)]);
}

const deviationOf = (values: number[]) =>
  Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));

/** An estimator that keeps the first cell of each row it is given, and selects feature 1. */
function recorder() {
  const seen: { rows: number[]; y: number[]; weights: number[] }[] = [];
  const fit = async (X: MatrixLike, y: ResponseLike, options?: { weights?: ArrayLike<number> }) => {
    const { data, rows } = X as { data: Float64Array; rows: number };
    seen.push({
      rows: Array.from(data.slice(0, rows)),
      y: Array.from(y as number[]),
      weights: Array.from(options?.weights ?? []),
    });
    return { nonzero: Int32Array.of(1) };
  };
  return { seen, estimator: { fit } };
}

describe('the half samples', () => {
  const ids = (n: number) => Array.from({ length: n }, (_, i) => [i, 0, 0]);

  it.each([4, 5, 10, 31])('of %i rows are complementary pairs of ⌊n/2⌋ rows', async (n) => {
    const { seen, estimator } = recorder();
    const y = Array.from({ length: n }, (_, i) => 2 * i);
    const weights = y.map((v) => v + 1);
    const options = { pairs: 7, base: 'lambda', weights } as const;
    const { frequency } = await stabilitySelection(estimator, ids(n), y, options);
    expect(seen).toHaveLength(14);
    for (let b = 0; b < 7; b++) {
      const both = [...seen[2 * b]!.rows, ...seen[2 * b + 1]!.rows];
      expect(seen[2 * b]!.rows).toHaveLength(Math.floor(n / 2));
      expect(new Set(both).size).toBe(2 * Math.floor(n / 2));
    }
    for (const half of seen) {
      expect(half.y).toEqual(half.rows.map((i) => 2 * i));
      expect(half.weights).toEqual(half.rows.map((i) => 2 * i + 1));
    }
    expect(Array.from(frequency)).toEqual([0, 1, 0]);
  });

  it('depend on the seed alone', async () => {
    const drawn = async (seed: number) => {
      const { seen, estimator } = recorder();
      await stabilitySelection(estimator, ids(20), Array(20).fill(1), {
        pairs: 3,
        base: 'lambda',
        seed,
      });
      return seen.map(({ rows }) => rows);
    };
    expect(await drawn(1)).toEqual(await drawn(1));
    expect(await drawn(1)).not.toEqual(await drawn(2));
  });

  it('give labels to an estimator of classes', async () => {
    const y = Array.from({ length: 8 }, (_, i) => (i % 2 ? 'ham' : 'spam'));
    const { seen, estimator } = recorder();
    await stabilitySelection(estimator, ids(8), y, { pairs: 1, base: 'lambda' });
    for (const half of seen) expect(half.y).toEqual(half.rows.map((i) => y[i]));
  });
});

describe('stability selection along the path', () => {
  const { X, y } = draw(3, { n: 50, p: 15, rho: 0.5, active: 4 });

  it('counts the first q features of the path of each half', async () => {
    const options = { pairs: 6, maxSelected: 3, seed: 5 };
    const result = await stabilitySelection(new Lasso(), X, y, options);
    const counts = new Array<number>(15).fill(0);
    for (const rows of halves(50, 6, 5)) {
      const half = rows.toSorted((a, b) => a - b);
      const take = <T>(values: T[]) => half.map((i) => values[i]!);
      const found = await path(new Lasso(), take(X), take(y));
      const entered: number[] = [];
      for (let l = 0; entered.length < 3; l++) {
        const { coef, nonzero } = found.model(l);
        // Of those that enter at the same λ, the largest on the scale of unit variance comes first.
        const size = (j: number) => Math.abs(coef[j]!) * deviationOf(take(X).map((row) => row[j]!));
        const fresh = [...nonzero].filter((j) => !entered.includes(j));
        entered.push(...fresh.sort((j, k) => size(k) - size(j)).slice(0, 3 - entered.length));
      }
      for (const j of entered) counts[j]!++;
    }
    expect(Array.from(result.frequency)).toEqual(counts.map((count) => count / 12));
    const selected = counts.flatMap((count, j) => (count / 12 >= 0.75 ? [j] : []));
    expect(Array.from(result.selected)).toEqual(selected);
    expect(result.q).toBe(3);
    expect(result.cutoff).toBe(0.75);
  });

  it('is the same for sparse X, and for weights of the estimator or of the call', async () => {
    const sparse = X.map((row) => row.map((x) => (Math.abs(x) < 0.8 ? 0 : x)));
    const weights = y.map((_, i) => 1 + (i % 3));
    const options = { pairs: 4, maxSelected: 2 };
    const dense = await stabilitySelection(new Lasso(), sparse, y, { ...options, weights });
    const csc = await stabilitySelection(new Lasso({ weights }), sparseOf(sparse), y, options);
    expect(csc.frequency).toEqual(dense.frequency);
    const none = await stabilitySelection(new Lasso(), sparse, y, options);
    expect(none.frequency).not.toEqual(dense.frequency);
  });

  it('finds strong features, with an elastic net too', async () => {
    const strong = draw(8, { n: 120, p: 30, active: 3, size: 2 });
    for (const estimator of [new Lasso(), new ElasticNet({ l1Ratio: 0.8 })]) {
      const result = await stabilitySelection(estimator, strong.X, strong.y, { pairs: 10 });
      expect(Array.from(result.selected)).toEqual(activeColumns(30, 3));
    }
  });

  it('reports each half sample once', async () => {
    const done: number[] = [];
    const onProgress = (p: { phase: string; done: number; total: number }) => {
      expect([p.phase, p.total]).toEqual(['halves', 6]);
      done.push(p.done);
    };
    await stabilitySelection(new Lasso(), X, y, { pairs: 3, onProgress });
    expect(done).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    const { signal } = controller;
    const running = stabilitySelection(new Lasso(), X, y, { signal, onProgress });
    await expect(running).rejects.toThrow('enough');
  });
});

describe('at the estimator’s own λ', () => {
  it('counts nonzeros and bounds by their average number', async () => {
    const { X, y } = draw(4, { n: 40, p: 10, active: 2 });
    const estimator = new Lasso({ lambda: 0.3 });
    const options = { pairs: 5, base: 'lambda', cutoff: 0.8, seed: 2 } as const;
    const result = await stabilitySelection(estimator, X, y, options);
    const counts = new Array<number>(10).fill(0);
    for (const rows of halves(40, 5, 2)) {
      const half = rows.toSorted((a, b) => a - b);
      const model = estimator.fitSync(
        half.map((i) => X[i]!),
        half.map((i) => y[i]!),
      );
      for (const j of model.nonzero) counts[j]!++;
    }
    const q = counts.reduce((a, b) => a + b, 0) / 10;
    expect(Array.from(result.frequency)).toEqual(counts.map((count) => count / 10));
    expect(result.q).toBe(q);
    const given = { q, p: 10, cutoff: 0.8, pairs: 5 };
    expect(result.pferBound).toBe(falseSelectionBound(given, 'unimodal'));
    const bounded = { pairs: 5, base: 'lambda', pfer: 0.6, seed: 2 } as const;
    const { cutoff, pferBound } = await stabilitySelection(estimator, X, y, bounded);
    expect(pferBound).toBe(falseSelectionBound({ ...given, cutoff }, 'unimodal'));
    expect(pferBound).toBeLessThanOrEqual(0.6);
  });
});

describe('of cutoff, number of features and bound', () => {
  const { X, y } = draw(6, { n: 20, p: 40 });
  const bound = (q: number, cutoff: number) =>
    falseSelectionBound({ q, p: 40, cutoff, pairs: 5 }, 'unimodal');
  const plan = async (options: object) => {
    const { q, cutoff, pferBound } = await stabilitySelection(new Lasso(), X, y, {
      pairs: 5,
      ...options,
    });
    return { q, cutoff, pferBound };
  };

  it('the largest number of features follows from the others', async () => {
    for (const [given, cutoff, pfer] of [
      [{ cutoff: 0.9, pfer: 2 }, 0.9, 2],
      [{ cutoff: 0.9 }, 0.9, 1],
      [{ pfer: 2 }, 0.75, 2],
      [{}, 0.75, 1],
    ] as const) {
      const { q, ...rest } = await plan(given);
      expect(rest).toEqual({ cutoff, pferBound: bound(q, cutoff) });
      expect(bound(q, cutoff)).toBeLessThanOrEqual(pfer);
      expect(bound(q + 1, cutoff)).toBeGreaterThan(pfer);
    }
  });

  it('the smallest cutoff follows from the others', async () => {
    const { q, cutoff, pferBound } = await plan({ maxSelected: 7, pfer: 1 });
    expect([q, pferBound]).toEqual([7, bound(7, cutoff)]);
    expect(pferBound).toBeLessThanOrEqual(1);
    expect(bound(7, cutoff - 0.1)).toBeGreaterThan(1);
  });

  it('the bound follows from the others', async () => {
    const expected = { q: 4, cutoff: 0.8, pferBound: bound(4, 0.8) };
    expect(await plan({ maxSelected: 4, cutoff: 0.8 })).toEqual(expected);
    const none = await plan({ maxSelected: 4, cutoff: 0.8, assumption: 'none' });
    expect(none.pferBound).toBe(16 / ((2 * 0.8 - 1) * 40));
  });
});

it('false selections stay below the bound where no feature matters', async () => {
  const counts: number[] = [];
  let bound = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { X, y } = draw(1000 + seed, { n: 40, p: 30 });
    const options = { pairs: 8, maxSelected: 8, cutoff: 0.75, seed };
    const { selected, pferBound } = await stabilitySelection(new Lasso(), X, y, options);
    counts.push(selected.length);
    bound = pferBound;
  }
  // Three standard errors: a bound that holds with equality fails once in 700 choices of seeds.
  expect(mean(counts)).toBeLessThanOrEqual(bound + 3 * standardError(counts));
  expect(mean(counts)).toBeGreaterThan(0);
});
